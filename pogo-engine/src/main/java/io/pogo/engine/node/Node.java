package io.pogo.engine.node;

import io.pogo.ChildSpec;
import io.pogo.core.ChildPhase;
import io.pogo.core.Desired;
import io.pogo.core.StuckChild;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.format.StoredAssignment;
import io.pogo.engine.lock.HeldSpec;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.ZnodeTree;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The children of this node: compares the assignments with the running children, child by child. All on the loop.
 *
 * <p>A child is stopped when its assignment is gone or names another spec; it is started only when nothing of an
 * earlier one is left here. An assignment or spec that cannot be read changes nothing.
 */
public final class Node {
    private static final Logger log = LoggerFactory.getLogger(Node.class);
    private static final int BUCKET_AND_ID = 2;

    private final Session session;
    private final ScopePaths paths;
    private final NodeServices services;
    private final Predicate<String> lingers;
    private final Runnable onChange;
    private final ZnodeTree<StoredAssignment> assigned;
    private final Map<String, ChildSlot> slots = new HashMap<>();
    private final Set<String> reading = new HashSet<>();
    private final Set<String> unreadable = new HashSet<>();
    private final Map<String, ChildSlot> stuck = new HashMap<>();
    private final Set<String> letGo = new HashSet<>();
    private final Handovers handovers;
    private boolean leaving;
    private boolean over;

    /**
     * Creates a node, which calls {@code onChange} when a child has gone, is stuck or is no longer stuck, or its
     * assignments were read again.
     *
     * @param lingers whether a child of an earlier session is still left on this node
     * @param othersTakeChildren whether there is another member that may take over the children of this one
     */
    public Node(
            Session session,
            ScopePaths paths,
            NodeServices services,
            Predicate<String> lingers,
            BooleanSupplier othersTakeChildren,
            Runnable onChange) {
        this.session = session;
        this.paths = paths;
        this.services = services;
        this.lingers = lingers;
        this.onChange = onChange;
        this.handovers = new Handovers(services, othersTakeChildren);
        this.assigned = new ZnodeTree<>(
                services.loop(),
                session,
                services.specs().reads(),
                paths.assignments(services.nodeId()),
                BUCKET_AND_ID,
                new Decoder(),
                new ZnodeTree.Listener<>() {
                    @Override
                    public void changed(
                            String path, @Nullable StoredAssignment before, @Nullable StoredAssignment value) {
                        ScopePaths.childId(path).ifPresent(Node.this::reconcile);
                        onChange.run();
                    }

                    @Override
                    public void reading(String path) {
                        ScopePaths.childId(path).ifPresent(Node.this::prefetch);
                    }

                    @Override
                    public void complete() {
                        onChange.run();
                    }
                });
    }

    /** Begins, or compares again after a reconnect. */
    public void compare() {
        assigned.compare();
        services.locks().compare(id -> slots.containsKey(id) || lingers.test(id));
        services.failures().resume();
        List.copyOf(slots.values()).forEach(ChildSlot::verify);
    }

    /** Stops everything because the session is over; nothing is started any more. */
    public void abandon() {
        over = true;
        assigned.close();
        List.copyOf(slots.values()).forEach(ChildSlot::abandon);
    }

    /**
     * Begins to record the children that this node lets go. Those that wait for their turn to start no longer get it.
     */
    public void leaving() {
        leaving = true;
        services.starts().close();
        List.copyOf(slots.values()).forEach(ChildSlot::withdraw);
    }

    /** Returns whether the mark of a child that has not run is still being taken back. */
    public boolean isWithdrawing() {
        return slots.values().stream().anyMatch(slot -> slot.phase() == ChildPhase.WITHDRAWING);
    }

    /** Starts no further children while this node gives its children away: they start elsewhere. */
    public void draining(boolean isDraining) {
        services.starts().pause(isDraining);
    }

    /** Returns the children that this node has let go since {@link #leaving} was called. */
    public Set<String> letGo() {
        return new HashSet<>(letGo);
    }

    /** Stops all children, even those that are still assigned. The locks are released child by child. */
    public void stopAll() {
        over = true;
        assigned.close();
        List.copyOf(slots.values()).forEach(ChildSlot::stop);
    }

    /** Returns whether no child is left here or assigned, as far as is known, except the stuck ones. */
    public boolean isIdle() {
        return hasOnlyStuck() && reading.isEmpty() && assigned.isComplete() && allAssignedAreHere();
    }

    private boolean allAssignedAreHere() {
        return assigned.values().keySet().stream()
                .allMatch(path -> ScopePaths.childId(path).filter(this::has).isPresent());
    }

    /** Returns the number of children that are left here. */
    public int size() {
        return slots.size();
    }

    /** Returns whether no child is left here. */
    public boolean isEmpty() {
        return slots.isEmpty();
    }

    /** Returns the children that are still here although they were asked to stop and their time is over. */
    public Stream<StuckChild> stuck() {
        return stuck.values().stream().flatMap(slot -> slot.stuck().stream());
    }

    /** Returns whether all children that are left here are stuck. */
    public boolean hasOnlyStuck() {
        return slots.values().stream().allMatch(slot -> slot.phase() == ChildPhase.STUCK);
    }

    public boolean has(String childId) {
        return slots.containsKey(childId);
    }

    /** Compares all assignments again. */
    public void reconcileAll() {
        List.copyOf(assigned.values().keySet())
                .forEach(path -> ScopePaths.childId(path).ifPresent(this::reconcile));
    }

    private final class Decoder implements ZnodeTree.Decoder<StoredAssignment> {
        @Override
        public boolean belongs(String path) {
            return paths.isAssignment(path);
        }

        @Override
        public StoredAssignment decode(Znode znode) {
            return decoded(znode);
        }

        @Override
        public StoredAssignment sealed(String path, @Nullable StoredAssignment known) {
            String id = ScopePaths.childId(path).orElse("");
            return StoredAssignment.sealed(services.nodeId(), id, path, known);
        }
    }

    private StoredAssignment decoded(Znode znode) {
        String id = ScopePaths.childId(znode.path()).orElse("");
        StoredAssignment decoded = StoredAssignment.decode(services.nodeId(), id, znode);
        if (decoded.problem() != null) {
            log.warn("{} the assignment {} cannot be read, {}", services.logPrefix(), znode.path(), decoded.problem());
        }
        return decoded;
    }

    private void reconcile(String id) {
        if (over) {
            return;
        }
        StoredAssignment wanted = assigned.get(paths.assignment(services.nodeId(), id));
        if (wanted != null && wanted.problem() != null) {
            return;
        }
        ChildSlot slot = slots.get(id);
        if (wanted == null || !isForUs(wanted)) {
            if (slot != null) {
                handovers.begin(slot, () -> stopUnlessWanted(id, slot));
            }
        } else if (slot == null && !lingers.test(id)) {
            read(id);
        } else if (slot != null && slot.czxid() != wanted.assignment().czxid()) {
            slot.stop();
        } else if (slot != null) {
            slot.assigned(wanted);
            if (slot.revision() < wanted.assignment().revision()) {
                read(id);
            }
        }
    }

    private void stopUnlessWanted(String id, ChildSlot slot) {
        StoredAssignment wanted = assigned.get(paths.assignment(services.nodeId(), id));
        if (slots.get(id) == slot && (wanted == null || !isForUs(wanted))) {
            slot.stop();
        }
    }

    private boolean isForUs(StoredAssignment wanted) {
        return wanted.assignment().session() == session.id();
    }

    /**
     * Reads the spec right after its assignment, in the same request if there is room: the assignment was written later
     * than the spec that it names, so that spec or a later one is read, and it arrives when the assignment is known.
     */
    private void prefetch(String id) {
        if (!over && !slots.containsKey(id) && !lingers.test(id)) {
            read(id);
        }
    }

    private void read(String id) {
        if (!reading.add(id)) {
            return;
        }
        services.loop().when(services.specs().read(id), (spec, failure) -> {
            reading.remove(id);
            if (failure == null) {
                onSpec(id, spec);
            } else if (!Failures.isLoss(failure)) {
                log.error("{} the spec of {} cannot be read", services.logPrefix(), id, failure);
                services.loop().after(Failures.UNTIL_MENDED, () -> reconcile(id));
            }
            onChange.run();
        });
    }

    /** Starts or restarts the child when its spec has arrived, if the child is still assigned to this node. */
    private void onSpec(String id, Optional<HeldSpec> found) {
        StoredAssignment wanted = assigned.get(paths.assignment(services.nodeId(), id));
        if (over || wanted == null || !isForUs(wanted) || found.isEmpty() || lingers.test(id)) {
            return;
        }
        HeldSpec held = found.get();
        ChildSpec spec = held.stored().spec();
        if (spec == null || held.stored().czxid() != wanted.assignment().czxid()) {
            log.debug("{} the spec of {} is not the one that was assigned", services.logPrefix(), id);
            if (spec == null && unreadable.add(id)) {
                services.loop().after(Failures.UNTIL_MENDED, () -> {
                    unreadable.remove(id);
                    reconcile(id);
                });
            }
            return;
        }
        if (held.stored().desired() != Desired.RUNNING) {
            log.debug("{} {} is not wanted to run any more", services.logPrefix(), id);
            return;
        }
        ChildSlot slot = slots.get(id);
        if (slot == null) {
            ChildSlot opened = new ChildSlot(services, wanted, held, spec, () -> onStuck(id), () -> onGone(id));
            slots.put(id, opened);
            opened.open();
        } else if (slot.czxid() == held.stored().czxid()
                && slot.revision() < held.stored().revision()) {
            slot.renew(held, spec);
        }
    }

    private void onStuck(String id) {
        ChildSlot slot = slots.get(id);
        if (slot != null && slot.phase() == ChildPhase.STUCK) {
            stuck.put(id, slot);
        } else {
            stuck.remove(id);
        }
        onChange.run();
    }

    private void onGone(String id) {
        slots.remove(id);
        stuck.remove(id);
        if (leaving) {
            letGo.add(id);
        }
        reconcile(id);
        onChange.run();
    }
}
