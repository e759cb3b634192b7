package io.pogo.engine.request;

import io.pogo.ChildSpec;
import io.pogo.StartOutcome;
import io.pogo.engine.access.Attempts;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Refusal;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Stamp;
import io.pogo.engine.tree.Buckets;
import io.pogo.engine.tree.Strays;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The start and termination of one child: writes and removes its spec, from any thread. */
public final class Requests {
    private final ScopePaths paths;
    private final Attempts attempts;
    private final Buckets buckets;
    private final StartAdmission room;

    public Requests(ScopePaths paths, Attempts attempts) {
        this.paths = paths;
        this.attempts = attempts;
        this.buckets = new Buckets(paths);
        this.room = new StartAdmission(paths);
    }

    Buckets buckets() {
        return buckets;
    }

    StartAdmission room() {
        return room;
    }

    public CompletableFuture<StartOutcome> start(ChildSpec spec) {
        return start(toStart(spec), false);
    }

    Start toStart(ChildSpec spec) {
        return new Start(paths, buckets, room, spec);
    }

    /**
     * Starts a child.
     *
     * @param cutShort whether an attempt at this start was cut short already, and may have been carried out
     */
    CompletableFuture<StartOutcome> start(Start start, boolean cutShort) {
        return attempts.run("the start of child " + start.spec().id(), start::attempt, cutShort);
    }

    public CompletableFuture<Boolean> terminate(String id) {
        return terminate(id, null, false);
    }

    /**
     * Terminates a child; as for a start, an earlier attempt may have been cut short.
     *
     * @param known the identity of the spec to delete, 0 if there was none; null if it was not read yet
     * @param cutShort whether an attempt at this termination was cut short already, and may have been carried out
     */
    CompletableFuture<Boolean> terminate(String id, @Nullable Long known, boolean cutShort) {
        if (cutShort && known != null && known == 0) {
            return CompletableFuture.completedFuture(false);
        }
        Termination termination = new Termination(id, cutShort && known != null ? known : 0);
        return attempts.run("the termination of child " + id, termination::attempt, cutShort);
    }

    /**
     * A single termination, which remembers the identity of the spec: after a lost connection only that spec is
     * deleted.
     */
    private final class Termination {
        private final String id;
        private long czxid;

        Termination(String id, long czxid) {
            this.id = id;
            this.czxid = czxid;
        }

        CompletableFuture<Boolean> attempt(Session session, boolean repeated) {
            String path = paths.child(id);
            return session.exists(path, null).thenCompose(stat -> {
                if (stat.isEmpty() || (repeated && czxid != 0 && stat.get().czxid() != czxid)) {
                    return CompletableFuture.completedFuture(czxid != 0);
                }
                czxid = stat.map(Stamp::czxid).orElse(0L);
                return session.delete(path, -1)
                        .thenApply(deleted -> true)
                        .exceptionallyCompose(failure -> onRefused(session, failure));
            });
        }

        private CompletableFuture<Boolean> onRefused(Session session, Throwable failure) {
            if (Failures.refusal(failure) == Refusal.NOT_EMPTY) {
                return Strays.removeBelow(session, paths.child(id))
                        .thenCompose(removed -> CompletableFuture.failedFuture(new Attempts.LostRace()));
            }
            return Failures.refusal(failure) == Refusal.MISSING
                    ? CompletableFuture.completedFuture(false)
                    : CompletableFuture.failedFuture(failure);
        }
    }
}
