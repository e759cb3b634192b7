package io.pogo.engine.request;

import io.pogo.ChildSpec;
import io.pogo.StartOutcome;
import io.pogo.engine.access.Attempts;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.format.StoredSpec;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Refusal;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Stamp;
import io.pogo.engine.store.Write;
import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.Buckets;
import io.pogo.engine.tree.Strays;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /** Returns the folders that new specs need. */
    public Buckets buckets() {
        return buckets;
    }

    /** Returns the check whether the scope takes new children. */
    public StartAdmission room() {
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
            EditMarks marks = new EditMarks(paths);
            return stamp(session, path, marks).thenCompose(stat -> {
                if (stat.isEmpty() || (repeated && czxid != 0 && stat.get().czxid() != czxid)) {
                    return CompletableFuture.completedFuture(czxid != 0);
                }
                czxid = stat.get().czxid();
                int version = stat.get().version();
                return marks.isEmpty()
                        ? session.delete(path, version)
                                .thenApply(deleted -> true)
                                .exceptionallyCompose(failure -> onRefused(session, failure))
                        : deleteMarking(session, path, version, marks);
            });
        }

        /** Reads the state of the spec, and adds the set that it names; one that may not be read names none. */
        private CompletableFuture<Optional<Stamp>> stamp(Session session, String path, EditMarks marks) {
            return Znode.orSealed(path, session.read(path)).thenCompose(found -> {
                if (found.filter(Znode::isSealed).isPresent()) {
                    return session.exists(path, null);
                }
                found.ifPresent(znode -> marks.add(StoredSpec.decode(id, znode).set(), id));
                return CompletableFuture.completedFuture(found.map(Znode::stamp));
            });
        }

        private CompletableFuture<Boolean> deleteMarking(Session session, String path, int version, EditMarks marks) {
            return marks.writes(session)
                    .thenCompose(marking -> {
                        List<Write> writes = new ArrayList<>();
                        writes.add(Write.delete(path, version));
                        writes.addAll(marking);
                        return session.write(writes);
                    })
                    .thenApply(done -> true)
                    .exceptionallyCompose(failure -> switch (Failures.refusal(failure)) {
                        // Of the spec or of a mark: the next attempt finds out.
                        case MISSING, EXISTS, VERSION -> CompletableFuture.failedFuture(new Attempts.LostRace());
                        default -> onRefused(session, failure);
                    });
        }

        private CompletableFuture<Boolean> onRefused(Session session, Throwable failure) {
            if (Failures.refusal(failure) == Refusal.NOT_EMPTY) {
                return Strays.removeBelow(session, paths.child(id))
                        .thenCompose(removed -> CompletableFuture.failedFuture(new Attempts.LostRace()));
            }
            return switch (Failures.refusal(failure)) {
                case MISSING -> CompletableFuture.completedFuture(false);
                // It was changed meanwhile, and may belong to another set now, which must hear of this.
                case VERSION -> CompletableFuture.failedFuture(new Attempts.LostRace());
                default -> CompletableFuture.failedFuture(failure);
            };
        }
    }
}
