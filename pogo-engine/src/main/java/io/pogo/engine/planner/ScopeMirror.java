package io.pogo.engine.planner;

import com.google.common.collect.Maps;
import io.pogo.Ownership;
import io.pogo.core.Assignment;
import io.pogo.core.Failure;
import io.pogo.core.NodeView;
import io.pogo.core.Rest;
import io.pogo.core.WantedChild;
import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.MonotonicClock;
import io.pogo.engine.base.SupervisorSettings;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.format.StoredAssignment;
import io.pogo.engine.format.StoredFailure;
import io.pogo.engine.format.StoredSpec;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.ZnodeTree;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The planner's copy of what is wanted, planned and failed. */
final class ScopeMirror {
    private static final Logger log = LoggerFactory.getLogger(ScopeMirror.class);

    private final String logPrefix;
    private final ScopePaths paths;
    private final Ownership ownership;
    private final Duration longestRest;
    private final ZnodeTree<StoredSpec> specs;
    private final ZnodeTree<StoredAssignment> assignments;
    private final ZnodeTree<StoredFailure> failures;
    private final Map<String, WantedChild> children = new HashMap<>();
    private final Map<String, Failure> failed = new HashMap<>();
    private final AssignmentIndex assigned = new AssignmentIndex();
    private final EarlierRuns earlier;
    private long specBytes;
    private Set<String> changed = new HashSet<>();

    /**
     * Creates a mirror that reports its changes.
     *
     * @param earlier notified of each child that is requested, assigned or gone
     * @param onChange called whenever something may have changed
     * @param onHeard called for each znode that is reported to be new
     * @param onGone called for each spec that is gone
     * @param onFolder called for each folder that assignments can be in
     */
    ScopeMirror(
            EventLoop loop,
            Session session,
            ScopePaths paths,
            SupervisorSettings settings,
            EarlierRuns earlier,
            Runnable onChange,
            Runnable onHeard,
            Consumer<String> onGone,
            Consumer<String> onFolder) {
        this.logPrefix = loop.logPrefix();
        this.paths = paths;
        this.ownership = settings.ownership();
        this.earlier = earlier;
        this.longestRest = settings.planner().maxQuarantine();
        specs = new ZnodeTree<>(
                loop,
                session,
                paths.children(),
                2,
                decoder(
                        path -> ScopePaths.isCanonical(paths.children(), path),
                        znode -> StoredSpec.decode(idOf(znode.path()), znode),
                        (path, known) -> StoredSpec.sealed(idOf(path), known)),
                listener(
                        onChange,
                        onHeard,
                        folder -> {},
                        (path, before, spec) -> specChanged(idOf(path), before, spec, onGone)));
        assignments = new ZnodeTree<>(
                loop,
                session,
                paths.assignments(),
                3,
                decoder(
                        paths::isAssignment,
                        znode -> StoredAssignment.decode(
                                paths.nodeOfAssignment(znode.path()), idOf(znode.path()), znode),
                        (path, known) ->
                                StoredAssignment.sealed(paths.nodeOfAssignment(path), idOf(path), path, known)),
                listener(onChange, onHeard, onFolder, this::assignmentChanged));
        failures = new ZnodeTree<>(
                loop,
                session,
                paths.failures(),
                2,
                decoder(
                        path -> ScopePaths.isCanonical(paths.failures(), path),
                        znode -> StoredFailure.decode(idOf(znode.path()), znode),
                        (path, known) -> StoredFailure.sealed(idOf(path), known)),
                listener(
                        onChange,
                        onHeard,
                        folder -> {},
                        (path, before, failure) -> failureChanged(idOf(path), failure)));
    }

    void compare() {
        specs.compare();
        assignments.compare();
        failures.compare();
    }

    boolean isComplete() {
        return specs.isComplete() && assignments.isComplete() && failures.isComplete();
    }

    /** Returns whether all changes that were reported have been read. */
    boolean isQuiet() {
        return specs.isQuiet() && assignments.isQuiet() && failures.isQuiet();
    }

    void close() {
        specs.close();
        assignments.close();
        failures.close();
    }

    Map<String, WantedChild> children() {
        return children;
    }

    /** Returns the number of specs, including those that were not read yet. */
    int specCount() {
        return specs.size();
    }

    /** Returns the size in bytes of all specs that were read. */
    long specBytes() {
        return specBytes;
    }

    Map<String, Failure> failures() {
        return failed;
    }

    /** Returns the children of which anything has changed since the last call. */
    Set<String> takeChanged() {
        Set<String> taken = changed;
        changed = new HashSet<>();
        return taken;
    }

    /**
     * Returns the planned assignments by child, in the planner's terms, as a live view. An assignment that cannot be
     * read is treated as an old one of the child that its path names: so it is written again where it is, and the child
     * continues to run.
     */
    Map<String, List<Assignment>> assignmentsOf(Map<String, NodeView> nodes) {
        return Maps.transformValues(
                assigned.byChild(),
                stored -> stored.stream().map(one -> taken(one, nodes)).toList());
    }

    private Assignment taken(StoredAssignment stored, Map<String, NodeView> nodes) {
        return stored.problem() == null ? known(stored.assignment()) : guessed(stored.assignment(), nodes);
    }

    /**
     * Returns the assignment, with an unknown spec identity if the child's spec may not be read and never was: both
     * then count as the same spec.
     */
    private Assignment known(Assignment read) {
        WantedChild child = children.get(read.childId());
        return child != null && child.czxid() == StoredSpec.UNKNOWN
                ? new Assignment(
                        read.childId(),
                        read.nodeId(),
                        read.session(),
                        StoredSpec.UNKNOWN,
                        read.revision(),
                        read.reason())
                : read;
    }

    private Assignment guessed(Assignment unread, Map<String, NodeView> nodes) {
        WantedChild child = children.get(unread.childId());
        NodeView node = nodes.get(unread.nodeId());
        return child == null || node == null || node.session() == 0
                ? unread
                : new Assignment(
                        child.id(), node.id(), node.session(), child.czxid(), child.revision() - 1, unread.reason());
    }

    /** Returns the time in which a child must stop, by its spec; zero if the spec is not known. */
    Duration shutdownOf(String id) {
        StoredSpec stored = specs.get(paths.child(id));
        return stored == null || stored.spec() == null
                ? Duration.ZERO
                : stored.spec().shutdown();
    }

    ZnodeTree<StoredAssignment> assignments() {
        return assignments;
    }

    ZnodeTree<StoredFailure> failureTree() {
        return failures;
    }

    ZnodeTree<StoredSpec> specTree() {
        return specs;
    }

    /** Returns the nodes that have assignments, each with the latest session that it has an assignment under. */
    Map<String, Long> assignedSessions() {
        return assigned.sessions();
    }

    private void specChanged(
            String id, @Nullable StoredSpec before, @Nullable StoredSpec spec, Consumer<String> onGone) {
        specBytes += (spec == null ? 0 : spec.bytes()) - (before == null ? 0 : before.bytes());
        if (spec == null) {
            children.remove(id);
            earlier.forget(id);
            onGone.accept(id);
            return;
        }
        if (before == null && isComplete()) {
            earlier.asked(id);
        }
        if (spec.problem() != null) {
            log.warn("{} child {}: {}", logPrefix, id, spec.problem());
        }
        children.put(id, spec.wanted(paths.lockBytes(id, ownership)));
    }

    private void assignmentChanged(
            String path, @Nullable StoredAssignment before, @Nullable StoredAssignment assignment) {
        if (assignment != null && assignment.problem() != null) {
            log.warn("{} the assignment {} cannot be read, {}", logPrefix, path, assignment.problem());
        }
        if (assignment != null) {
            earlier.forget(idOf(path));
        }
        assigned.change(idOf(path), before, assignment);
    }

    private void failureChanged(String id, @Nullable StoredFailure failure) {
        if (failure == null) {
            failed.remove(id);
            return;
        }
        if (failure.problem() != null) {
            log.warn("{} the failure record of child {} cannot be read, {}", logPrefix, id, failure.problem());
        }
        failed.put(id, seen(failure.failure(), failed.get(id)));
    }

    /**
     * Returns the failure with the time of its rest. The rest begins when this planner first sees it; a record that was
     * written again with the same rest does not prolong it.
     */
    private Failure seen(Failure read, @Nullable Failure known) {
        Rest rest = read.rest().seenAt(MonotonicClock.millis(), longestRest);
        return read.with(known != null && isSame(known, read, rest) ? known.rest() : rest);
    }

    private static boolean isSame(Failure known, Failure read, Rest rest) {
        return known.czxid() == read.czxid()
                && known.rounds() == read.rounds()
                && known.rest().millis() == rest.millis()
                && known.rest().shownUntil() == rest.shownUntil();
    }

    /**
     * Returns the id of the child that a path names. A name that is no child's, put there by hand, stands for itself:
     * it is planned for like a child that cannot be read.
     */
    private static String idOf(String path) {
        return ScopePaths.childId(path).orElseGet(() -> ScopePaths.lastSegment(path));
    }

    private static <T> ZnodeTree.Decoder<T> decoder(
            Predicate<String> belongs, Function<Znode, T> decode, BiFunction<String, @Nullable T, T> sealed) {
        return new ZnodeTree.Decoder<>() {
            @Override
            public boolean belongs(String path) {
                return belongs.test(path);
            }

            @Override
            public T decode(Znode znode) {
                return decode.apply(znode);
            }

            @Override
            public T sealed(String path, @Nullable T known) {
                return sealed.apply(path, known);
            }
        };
    }

    /** Applies the change of a znode. */
    @FunctionalInterface
    private interface Change<T> {
        void of(String path, @Nullable T before, @Nullable T now);
    }

    private <T> ZnodeTree.Listener<T> listener(
            Runnable onChange, Runnable onHeard, Consumer<String> onFolder, Change<T> change) {
        return new ZnodeTree.Listener<>() {
            @Override
            public void changed(String path, @Nullable T before, @Nullable T now) {
                changed.add(idOf(path));
                change.of(path, before, now);
                onChange.run();
            }

            @Override
            public void heardOf(String path) {
                onHeard.run();
            }

            @Override
            public void folder(String path) {
                onFolder.accept(path);
            }

            @Override
            public void complete() {
                onChange.run();
            }
        };
    }
}
