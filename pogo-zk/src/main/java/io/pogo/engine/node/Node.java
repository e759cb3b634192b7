package io.pogo.engine.node;

import io.pogo.ChildSpec;
import io.pogo.core.ChildPhase;
import io.pogo.core.Desired;
import io.pogo.core.StuckChild;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.format.StoredAssignment;
import io.pogo.engine.lock.HeldSpec;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.ZkSession;
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
 * The children of this node: compares what is assigned to it with what it has, child by child. All on the loop.
 *
 * <p>A child is stopped when its assignment is gone, or names another spec; it is started only when nothing of an
 * earlier one is left here. What cannot be read changes nothing.
 */
public final class Node {
    private static final Logger log = LoggerFactory.getLogger(Node.class);
    private static final int BUCKET_AND_ID = 2;

    private final ZkSession session;
    private final ScopePaths paths;
    private final NodeServices services;
    private final Predicate<String> lingers;
    private final Runnable onChange;
    private final ZnodeTree<StoredAssignment> assigned;
    private final Map<String, ChildSlot> slots = new HashMap<>();
    private final Set<String> reading = new HashSet<>();
    private final Set<String> letGo = new HashSet<>();
    private final Handovers handovers;
    private boolean leaving;
    private boolean over;

    /**
     * Tells, through {@code onChange}, when a child has gone, is stuck or is not stuck any more, or its assignments
     * were read anew.
     *
     * @param lingers whether something of a child is left here from an earlier session
     * @param othersTakeChildren whether there is another member that may take over what is taken from this one
     */
    public Node(
            ZkSession session,
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
                    public void heardOf(String path) {
                        ScopePaths.childId(path).ifPresent(Node.this::prefetch);
                    }

                    @Override
                    public void complete() {
                        onChange.run();
                    }
                });
    }

    /** Begins, or looks again after a reconnect. */
    public void compare() {
        assigned.compare();
        services.locks().compare(id -> slots.containsKey(id) || lingers.test(id));
        services.failures().resume();
        List.copyOf(slots.values()).forEach(ChildSlot::verify);
    }

    /** The session is over: everything stops, and nothing starts any more. */
    public void abandon() {
        over = true;
        assigned.close();
        List.copyOf(slots.values()).forEach(ChildSlot::abandon);
    }

    /** From now on remembers the children that it lets go. */
    public void leaving() {
        leaving = true;
    }

    /** The children that it has let go since it is leaving. */
    public Set<String> letGo() {
        return new HashSet<>(letGo);
    }

    /** Stops everything, whatever is assigned. The locks are released child by child. */
    public void stopAll() {
        over = true;
        assigned.close();
        List.copyOf(slots.values()).forEach(ChildSlot::stop);
    }

    /** Whether nothing is left here or assigned, as far as is known, but for what is stuck. */
    public boolean isIdle() {
        return hasOnlyStuck() && reading.isEmpty() && assigned.isComplete() && allAssignedAreHere();
    }

    private boolean allAssignedAreHere() {
        return assigned.values().keySet().stream()
                .allMatch(path -> ScopePaths.childId(path).filter(this::has).isPresent());
    }

    /** Whether nothing of any child is left here. */
    public boolean isEmpty() {
        return slots.isEmpty();
    }

    /** The children that are still here although they were told to stop and their time is over. */
    public Stream<StuckChild> stuck() {
        return slots.values().stream().flatMap(slot -> slot.stuck().stream());
    }

    /** Whether all that is left here is stuck. */
    public boolean hasOnlyStuck() {
        return slots.values().stream().allMatch(slot -> slot.phase() == ChildPhase.STUCK);
    }

    public boolean has(String childId) {
        return slots.containsKey(childId);
    }

    /** Looks at all that is assigned again. */
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
     * The spec is asked for together with the assignment, not after it: the assignment was written later than the spec
     * that it names, so that or a later one is read. If it comes before the assignment it is read once more.
     */
    private void prefetch(String id) {
        if (!over && !slots.containsKey(id)) {
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

    /** The spec has arrived; what was wanted when it was asked for may not be wanted any more. */
    private void onSpec(String id, Optional<HeldSpec> found) {
        StoredAssignment wanted = assigned.get(paths.assignment(services.nodeId(), id));
        if (over || wanted == null || !isForUs(wanted) || found.isEmpty()) {
            return;
        }
        HeldSpec held = found.get();
        ChildSpec spec = held.stored().spec();
        if (spec == null || held.stored().czxid() != wanted.assignment().czxid()) {
            log.debug("{} the spec of {} is not the one that was assigned", services.logPrefix(), id);
            return;
        }
        if (held.stored().desired() != Desired.RUNNING) {
            log.debug("{} {} is not wanted to run any more", services.logPrefix(), id);
            return;
        }
        ChildSlot slot = slots.get(id);
        if (slot == null) {
            ChildSlot opened = new ChildSlot(services, wanted, held, spec, onChange, () -> onGone(id));
            slots.put(id, opened);
            opened.open();
        } else if (slot.czxid() == held.stored().czxid()
                && slot.revision() < held.stored().revision()) {
            slot.renew(held, spec);
        }
    }

    private void onGone(String id) {
        slots.remove(id);
        if (leaving) {
            letGo.add(id);
        }
        reconcile(id);
        onChange.run();
    }
}
