package io.pogo.engine.node;

import io.pogo.core.StuckChild;
import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.Futures;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.format.StoredStuck;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Refusal;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Write;
import io.pogo.engine.tree.Folders;
import io.pogo.engine.tree.Layout;
import io.pogo.engine.tree.Squatters;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The record that shows the stuck children of this node to the scope, including those of its earlier sessions: an
 * ephemeral znode, written when they change, one write at a time, and deleted when there are none. Outlives the
 * sessions of the node. On the loop.
 */
public final class StuckLog {
    private static final Logger log = LoggerFactory.getLogger(StuckLog.class);

    /** The delay before a write. Children of one node often get stuck together, so that one write covers several. */
    private static final Duration TOGETHER = Duration.ofMillis(100);

    private final EventLoop loop;
    private final ScopePaths paths;
    private final String owner;
    private final String logPrefix;
    private final Supplier<List<StuckChild>> stuck;
    private @Nullable Session session;
    private List<StuckChild> written = List.of();
    private boolean busy;
    private CompletableFuture<Void> lastWrite = CompletableFuture.completedFuture(null);

    /**
     * Creates a log that shows nothing yet.
     *
     * @param owner the name of this supervisor, unique among all supervisors, including those with the same node id
     * @param stuck the stuck children, in a stable order
     */
    public StuckLog(
            EventLoop loop, ScopePaths paths, String owner, String logPrefix, Supplier<List<StuckChild>> stuck) {
        this.loop = loop;
        this.paths = paths;
        this.owner = owner;
        this.logPrefix = logPrefix;
        this.stuck = stuck;
    }

    /** Begins to show the stuck children under the session with which this node has joined the scope. */
    public void begin(Session joined) {
        session = joined;
        written = List.of();
        busy = false;
        changed();
    }

    /** Ends the log for the current session, which is over, so that its znode is gone. */
    public void end() {
        session = null;
    }

    /** Updates the record after a child got stuck, is no longer stuck, or has lost its lock meanwhile. */
    public void changed() {
        Session writer = session;
        if (writer != null && !busy && !stuck.get().equals(written)) {
            busy = true;
            loop.after(TOGETHER, () -> write(writer));
        }
    }

    /** Repeats, after a reconnect, the write that was cut short. */
    public void resume() {
        if (session != null && (busy || !written.isEmpty())) {
            busy = true;
            write(session);
        }
    }

    /** Deletes the record of this supervisor, whose session may go on. */
    public CompletableFuture<Void> close() {
        Session last = session;
        session = null;
        if (last == null || (written.isEmpty() && lastWrite.isDone())) {
            return CompletableFuture.completedFuture(null);
        }
        return lastWrite
                .exceptionally(failure -> null)
                .thenCompose(done -> Layout.deleteIfUnchanged(last, path(last), -1));
    }

    private String path(Session writer) {
        return paths.stuck(owner, writer.id());
    }

    private void write(Session writer) {
        if (writer == session) {
            List<StuckChild> now = stuck.get();
            lastWrite = write(writer, now);
            loop.when(lastWrite, (done, failure) -> onWritten(writer, now, failure));
        }
    }

    private CompletableFuture<Void> write(Session writer, List<StuckChild> now) {
        String path = path(writer);
        if (now.isEmpty()) {
            return Layout.deleteIfUnchanged(writer, path, -1);
        }
        byte[] data = StoredStuck.encode(now);
        return writer.setData(path, data, -1)
                .exceptionallyCompose(failure -> Failures.refusal(failure) == Refusal.MISSING
                        ? create(writer, path, data)
                        : CompletableFuture.failedFuture(failure));
    }

    private static CompletableFuture<Void> create(Session writer, String path, byte[] data) {
        return Folders.ensure(writer, ScopePaths.parent(path))
                .thenCompose(made -> Squatters.outOfTheWay(
                        writer, ScopePaths.parent(path), writer.write(List.of(Write.createEphemeral(path, data)))))
                .thenApply(created -> null);
    }

    private void onWritten(Session writer, List<StuckChild> now, @Nullable Throwable failure) {
        if (writer != session || (failure != null && Failures.isLoss(failure))) {
            return; // resume() writes again, or begin() under the next session
        }
        if (failure == null) {
            written = now;
            busy = false;
            changed();
            return;
        }
        boolean isRace = Squatters.mayBeInTheWay(failure) || Failures.refusal(failure) == Refusal.MISSING;
        loop.after(isRace ? TOGETHER : Failures.UNTIL_MENDED, () -> write(writer));
        if (!isRace) {
            log.error("{} its stuck children cannot be shown to the scope", logPrefix, Futures.cause(failure));
        }
    }
}
