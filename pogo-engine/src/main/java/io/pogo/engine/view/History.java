package io.pogo.engine.view;

import io.pogo.ChildExplanation.Transition;
import io.pogo.core.Assignment;
import io.pogo.engine.format.Json;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.format.StoredAssignment;
import io.pogo.engine.format.StoredFailure;
import io.pogo.engine.format.StoredSpec;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.Owners;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The last transitions of one child, derived from its znodes: each records when it was created and last written. */
final class History {
    private final Session session;
    private final ScopePaths paths;
    private final String id;
    private final List<Transition> transitions = new ArrayList<>();

    History(Session session, ScopePaths paths, String id) {
        this.session = session;
        this.paths = paths;
        this.id = id;
    }

    /** Reads the transitions, the oldest first. */
    CompletableFuture<List<Transition>> read() {
        CompletableFuture<Optional<Znode>> spec = session.read(paths.child(id));
        CompletableFuture<Optional<Znode>> failure = session.read(paths.failure(id));
        CompletableFuture<List<Znode>> owner = Owners.of(session, paths.owner(id), null);
        CompletableFuture<List<Optional<Znode>>> assignments = session.children(paths.assignments())
                .thenCompose(nodes -> all(nodes.stream()
                        .map(node -> session.read(paths.assignment(node, id)))
                        .toList()));
        return CompletableFuture.allOf(spec, failure, owner, assignments).thenApply(read -> {
            spec.join().filter(Znode::isPersistent).ifPresent(this::spec);
            assignments
                    .join()
                    .forEach(
                            assignment -> assignment.filter(Znode::isPersistent).ifPresent(this::assignment));
            owner.join().forEach(this::owner);
            failure.join().filter(Znode::isPersistent).ifPresent(this::failure);
            transitions.sort(Comparator.comparing(Transition::at));
            return transitions;
        });
    }

    private void spec(Znode znode) {
        StoredSpec stored = StoredSpec.decode(id, znode);
        add(znode.stamp().createdMillis(), "asked for" + (stored.set() == null ? "" : ", now in set " + stored.set()));
        if (znode.version() > 0) {
            add(
                    znode.stamp().modifiedMillis(),
                    "spec written last: revision " + stored.revision() + ", " + Json.word(stored.desired()));
        }
    }

    private void assignment(Znode znode) {
        StoredAssignment stored = StoredAssignment.decode(paths.nodeOfAssignment(znode.path()), id, znode);
        Assignment assignment = stored.assignment();
        if (stored.problem() == null) {
            add(znode.stamp().modifiedMillis(), "given to " + assignment.nodeId() + " (" + assignment.reason() + ")");
        }
    }

    private void owner(Znode znode) {
        add(
                znode.stamp().createdMillis(),
                Owners.nodeOf(znode) + " queued for its lock, token " + Json.hex(znode.czxid()));
    }

    private void failure(Znode znode) {
        StoredFailure stored = StoredFailure.decode(id, znode);
        if (stored.problem() == null) {
            add(
                    znode.stamp().modifiedMillis(),
                    "failure recorded, of " + stored.failure().node() + ": "
                            + stored.failure().error());
        }
    }

    private void add(long millis, String what) {
        transitions.add(new Transition(Instant.ofEpochMilli(millis), what));
    }

    private static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> parts) {
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                .thenApply(done -> parts.stream().map(CompletableFuture::join).toList());
    }
}
