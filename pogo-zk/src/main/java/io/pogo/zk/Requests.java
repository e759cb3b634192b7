package io.pogo.zk;

import io.pogo.ChildConflictException;
import io.pogo.ChildSpec;
import io.pogo.PogoException;
import io.pogo.StartOutcome;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.data.Stat;

/** Starts and terminates one child: writes and removes what is wanted, from any thread. */
final class Requests {
    private final ScopePaths paths;
    private final Attempts attempts;
    private final Set<String> buckets = ConcurrentHashMap.newKeySet();

    Requests(ScopePaths paths, Attempts attempts) {
        this.paths = paths;
        this.attempts = attempts;
    }

    CompletableFuture<StartOutcome> start(ChildSpec spec) {
        return attempts.run("the start of child " + spec.id(), (session, repeated) -> create(session, spec, repeated));
    }

    CompletableFuture<Boolean> terminate(String id) {
        Termination termination = new Termination(id);
        return attempts.run("the termination of child " + id, termination::attempt);
    }

    /** Makes sure that the folders of these children are there. */
    CompletableFuture<Void> ensureBuckets(ZkSession session, List<String> ids) {
        List<String> missing = ids.stream()
                .flatMap(id -> java.util.stream.Stream.of(paths.child(id), paths.owner(id)))
                .map(ScopePaths::parent)
                .filter(bucket -> !buckets.contains(bucket))
                .distinct()
                .toList();
        return CompletableFuture.allOf(missing.stream()
                        .map(bucket -> Layout.createIfMissing(session, bucket, new byte[0]))
                        .toArray(CompletableFuture[]::new))
                .thenRun(() -> buckets.addAll(missing));
    }

    /** Somebody may have removed folders. */
    void forgetBuckets() {
        buckets.clear();
    }

    /** The operations that store a spec whose {@code /owners} parent is missing. */
    List<Op> creation(ChildSpec spec) {
        return List.of(
                ZkSession.createOp(paths.child(spec.id()), StoredSpec.encode(spec)),
                ZkSession.createOp(paths.owner(spec.id()), new byte[0]));
    }

    /** What is stored decides what a start of this spec means. */
    StartOutcome outcome(ChildSpec requested, StoredSpec stored, boolean repeated) {
        ChildSpec present = stored.spec();
        if (present == null) {
            throw new PogoException("child \"" + requested.id() + "\" exists, and " + stored.problem());
        }
        if (!present.equals(requested)) {
            throw new ChildConflictException(requested, present);
        }
        return repeated ? StartOutcome.ACCEPTED : StartOutcome.ALREADY_PRESENT;
    }

    private CompletableFuture<StartOutcome> create(ZkSession session, ChildSpec spec, boolean repeated) {
        return ensureBuckets(session, List.of(spec.id()))
                .thenCompose(ready -> session.write(creation(spec)))
                .thenApply(results -> StartOutcome.ACCEPTED)
                .exceptionallyCompose(failure -> onRefusedCreation(session, spec, repeated, failure));
    }

    private CompletableFuture<StartOutcome> onRefusedCreation(
            ZkSession session, ChildSpec spec, boolean repeated, Throwable failure) {
        if (!(Failures.cause(failure) instanceof TransactionFailure refused)) {
            return CompletableFuture.failedFuture(failure);
        }
        if (refused.code() == Code.NODEEXISTS && refused.index() == 0) {
            return readBack(session, spec, repeated);
        }
        if (refused.code() == Code.NODEEXISTS) {
            return createOnExistingParent(session, spec, repeated);
        }
        if (refused.code() == Code.NONODE) {
            forgetBuckets();
            return CompletableFuture.failedFuture(new Attempts.LostRace());
        }
        return CompletableFuture.failedFuture(failure);
    }

    /** An earlier child of that id is not cleaned up yet; raising the parent's version keeps it, see {@link HeldSpec}. */
    private CompletableFuture<StartOutcome> createOnExistingParent(
            ZkSession session, ChildSpec spec, boolean repeated) {
        return session.write(List.of(
                        ZkSession.createOp(paths.child(spec.id()), StoredSpec.encode(spec)),
                        Op.setData(paths.owner(spec.id()), new byte[0], -1)))
                .thenApply(results -> StartOutcome.ACCEPTED)
                .exceptionallyCompose(failure -> {
                    if (Failures.code(failure) == Code.NODEEXISTS) {
                        return readBack(session, spec, repeated);
                    }
                    return CompletableFuture.failedFuture(
                            Failures.code(failure) == Code.NONODE ? new Attempts.LostRace() : failure);
                });
    }

    private CompletableFuture<StartOutcome> readBack(ZkSession session, ChildSpec spec, boolean repeated) {
        return session.read(paths.child(spec.id()))
                .thenApply(znode -> outcome(
                        spec, StoredSpec.decode(spec.id(), znode.orElseThrow(Attempts.LostRace::new)), repeated));
    }

    /** One termination, which remembers which spec it is about: after a lost connection only that one is deleted. */
    private final class Termination {
        private final String id;
        private long czxid;

        Termination(String id) {
            this.id = id;
        }

        CompletableFuture<Boolean> attempt(ZkSession session, boolean repeated) {
            String path = paths.child(id);
            return session.exists(path, null).thenCompose(stat -> {
                if (stat.isEmpty() || (repeated && czxid != 0 && stat.get().getCzxid() != czxid)) {
                    return CompletableFuture.completedFuture(czxid != 0);
                }
                czxid = stat.map(Stat::getCzxid).orElse(0L);
                return session.delete(path, -1).thenApply(deleted -> true).exceptionallyCompose(this::onRefused);
            });
        }

        private CompletableFuture<Boolean> onRefused(Throwable failure) {
            return Failures.code(failure) == Code.NONODE
                    ? CompletableFuture.completedFuture(false)
                    : CompletableFuture.failedFuture(failure);
        }
    }
}
