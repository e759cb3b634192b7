package io.pogo.bench;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The record of the actions and the knowledge of the harness, as lines of a file, the checker's other input: {@code
 * <nanos> <what> <to whom> <further fields>}.
 */
final class History implements Closeable {
    /** The kinds of lines. */
    enum What {
        /** The session timeout; the field is how many nanoseconds. */
        SESSION,
        /** A node's JVM has started; the field is what it does about children that are stuck. */
        STARTED,
        /** A node's JVM was killed. */
        KILLED,
        /** A node's JVM has ended by itself. */
        EXITED,
        /** A node's JVM has ended itself, because a child was stuck after the session. */
        HALTED,
        /** A node's JVM was frozen; the field is until when. */
        PAUSED,
        /** A fault was made; the fields describe it. */
        FAULT,
        /** A fault was healed. */
        HEALED,
        /** A call has ended; the fields are when it began, the verb, the answer, the process, the call's number. */
        CALL,
        /** A call's answer and what was known before cannot both be true. */
        CONTRADICTION,
        /** The child is wanted at the end. */
        WANTED,
        /** The child is wanted at the end, and rests or is tried again after failures. */
        TROUBLED,
        /** The JVM lives at the end. */
        ALIVE,
        /** A znode is about a child at the end; the fields are its tree and, of an assignment, the node. */
        ZNODE,
        /** The end. */
        END
    }

    private final LineLog log;

    History(Path file) throws IOException {
        log = new LineLog(file);
    }

    void tell(What what, String whom, Object... fields) {
        tellAt(System.nanoTime(), what, whom, fields);
    }

    void tellAt(long nanos, What what, String whom, Object... fields) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%d %s %s", nanos, what, whom));
        for (Object field : fields) {
            line.append(' ').append(field);
        }
        log.write(line);
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
