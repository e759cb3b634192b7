package io.pogo.engine.planner;

import io.pogo.core.Assignment;
import io.pogo.core.Failure;
import io.pogo.core.PlanStep;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.format.StoredAssignment;
import io.pogo.engine.format.StoredFailure;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Write;
import io.pogo.engine.tree.ZnodeTree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A part of a plan that is written in one transaction, and its effect on the planner's copy of the scope. */
final class PlanBatch {
    private static final int MAX_OPERATIONS = 100;

    /** The change of one znode, as the mirror follows it. */
    private record Change(Runnable before, Runnable after, Runnable refused) {}

    private final Session session;
    private final ScopePaths paths;
    private final ScopeMirror mirror;
    private final AssignmentFolders folders;
    private final String guard;
    private final List<Write> operations = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    /** Creates a transaction that fails unless the guard, the planner's znode in the queue, exists. */
    PlanBatch(Session session, ScopePaths paths, ScopeMirror mirror, AssignmentFolders folders, String guard) {
        this.session = session;
        this.paths = paths;
        this.mirror = mirror;
        this.folders = folders;
        this.guard = guard;
        operations.add(Write.exists(guard));
    }

    List<Write> operations() {
        return operations;
    }

    /** Returns the folders that must be made before the transaction is carried out. */
    List<String> missing() {
        return missing;
    }

    /** Tells the mirror that the transaction is sent. */
    void sent() {
        changes.forEach(change -> change.before().run());
    }

    /** Applies the transaction to the mirror. */
    void written() {
        changes.forEach(change -> change.after().run());
    }

    /** Has the mirror read the znodes that the transaction would have changed. */
    void refused() {
        changes.forEach(change -> change.refused().run());
    }

    /**
     * Returns whether no further step fits. A step takes up to three operations in all realistic cases; it is never
     * split.
     */
    boolean isFull() {
        return operations.size() > MAX_OPERATIONS - 4;
    }

    boolean hasChanges() {
        return operations.size() > 1;
    }

    /** Adds a step unless one of its operations is at a denied place. */
    void addUnless(Predicate<Write> isDenied, PlanStep step) {
        PlanBatch part = new PlanBatch(session, paths, mirror, folders, guard);
        part.add(step);
        List<Write> own = part.operations.subList(1, part.operations.size());
        if (own.stream().anyMatch(isDenied)) {
            folders.remove(part.missing);
        } else {
            operations.addAll(own);
            changes.addAll(part.changes);
            missing.addAll(part.missing);
        }
    }

    void add(PlanStep step) {
        if (step instanceof PlanStep.Assign assign) {
            assign(assign.next(), assign.replaced(), assign.trial());
        } else if (step instanceof PlanStep.Withdraw withdraw) {
            withdraw(withdraw.withdrawn());
        } else if (step instanceof PlanStep.Record record) {
            record(record.next());
            withdraw(record.withdrawn());
        } else if (step instanceof PlanStep.Forget forget) {
            forget(forget.childId());
        } else if (step instanceof PlanStep.Remove remove) {
            withdraw(remove.withdrawn()); // the spec goes after the lock: see OnceRuns
        }
    }

    private void assign(Assignment next, List<Assignment> replaced, boolean trial) {
        String path = paths.assignment(next.nodeId(), next.childId());
        boolean troubled = mirror.failures().containsKey(next.childId());
        byte[] data = StoredAssignment.encode(next, troubled, trial);
        StoredAssignment present = mirror.assignments().get(path);
        int version = 0;
        if (present == null) {
            missing.addAll(folders.missing(next.nodeId(), path));
            operations.add(Write.create(path, data));
        } else {
            version = present.version() + 1;
            operations.add(Write.put(path, data, present.version()));
        }
        change(mirror.assignments(), path, new StoredAssignment(path, version, next, troubled, trial, null));
        withdraw(replaced.stream()
                .filter(old -> !old.nodeId().equals(next.nodeId()))
                .toList());
    }

    private void withdraw(List<Assignment> withdrawn) {
        for (Assignment old : withdrawn) {
            String path = paths.assignment(old.nodeId(), old.childId());
            StoredAssignment present = mirror.assignments().get(path);
            if (present != null) {
                operations.add(Write.delete(present.path(), present.version()));
                change(mirror.assignments(), present.path(), null);
            }
        }
    }

    private void record(Failure next) {
        String path = paths.failure(next.childId());
        StoredFailure present = mirror.failureTree().get(path);
        if (present != null) {
            operations.add(Write.put(path, StoredFailure.encode(next), present.version()));
            reread(mirror.failureTree(), path);
        }
    }

    private void forget(String childId) {
        String path = paths.failure(childId);
        StoredFailure present = mirror.failureTree().get(path);
        if (present != null) {
            operations.add(Write.delete(path, present.version()));
            reread(mirror.failureTree(), path);
        }
    }

    /** Applies the new value to the mirror when it is written, without reading it. */
    private <T> void change(ZnodeTree<T> tree, String path, @Nullable T value) {
        changes.add(new Change(() -> tree.expect(path), () -> tree.written(path, value), () -> tree.unexpect(path)));
    }

    /** Leaves the update of the mirror to its watch; if the write was refused the mirror reads the znode. */
    private void reread(ZnodeTree<?> tree, String path) {
        changes.add(new Change(() -> {}, () -> {}, () -> tree.look(path)));
    }
}
