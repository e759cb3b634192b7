package io.pogo.companion;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Listens to one node until it has ended, and returns the session that must be ended then, if there is one.
 *
 * <p><b>Why this can be trusted.</b> Ending the session of a living node would let two nodes run a child. So a session
 * is ended only if
 *
 * <ol>
 *   <li>the stream is at its end. The operating system says so when nobody has its other end open any more. The node's
 *   JVM
 *       has it open for as long as it is a process: it holds it in a private place, which neither its user nor its
 *       garbage collector can close, and closes it only after a farewell has been written to it;
 *   <li>no farewell was read before;
 *   <li>a session was named, in a message of which every byte has arrived. The last one counts.
 * </ol>
 *
 * <p>A process that has ended never runs again, and its session is no other process's: its id is used once, and its
 * password was told to nobody else. So from the end of the stream on, at whatever time, that session may be ended.
 * Therefore it does no harm
 *
 * <ul>
 *   <li>that the JVM is stopped or paused (SIGSTOP, a long collection, a frozen container): its end of the pipe stays
 *       open;
 *   <li>that another process has inherited the pipe: the end comes when that has ended too, if need be later than the
 *       session's own. Nothing comes too soon;
 *   <li>that the companion is late, because it was paused or the machine is busy: it ends the session that was named,
 *   by
 *       its id, and not whatever the node's successor has. If ZooKeeper has ended it already it is told so, and that is
 *       all;
 *   <li>that a new session has followed and its message was cut short: the one before is over or belongs to the same
 *   dead
 *       process, and the new one is left to its timeout;
 *   <li>that reading fails: that is not the end of the stream. Nothing is ended.
 * </ul>
 *
 * <p>A subprocess has a second witness, its parent: see {@link Parent}.
 *
 * <p>A connection to a sidecar is as good as a pipe because it goes through the kernel of one machine: it ends cleanly
 * only when the node's end is closed. One that is reset, by a firewall for instance, is a failure to read.
 */
final class Watch {
    private Watch() {}

    /**
     * Waits for the end of the node.
     *
     * @param stream the stream from the node
     * @param onSession called for each session
     * @return the session that must be ended; null if the node has said farewell, or has sent nothing
     * @throws IOException if the state of the node cannot be determined
     */
    static @Nullable SessionNotice untilEnd(InputStream stream, Consumer<SessionNotice> onSession) throws IOException {
        SessionNotice last = null;
        while (true) {
            Messages.Message message = Messages.read(stream);
            if (message == null) {
                return last;
            }
            last = message.session();
            if (last == null) {
                return null;
            }
            onSession.accept(last);
        }
    }
}
