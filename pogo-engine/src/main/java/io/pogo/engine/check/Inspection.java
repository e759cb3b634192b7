package io.pogo.engine.check;

import io.pogo.Finding;
import io.pogo.Finding.Kind;
import io.pogo.core.Assignment;
import io.pogo.engine.format.Json;
import io.pogo.engine.format.MemberData;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.format.SpecFormat;
import io.pogo.engine.format.StoredAssignment;
import io.pogo.engine.format.StoredFailure;
import io.pogo.engine.format.StoredSpec;
import io.pogo.engine.format.StoredStuck;
import io.pogo.engine.members.PlannerQueue;
import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.Strays;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the inconsistencies in the data that was read of a scope. A pure function in the shape of a class. */
final class Inspection {
    private static final int ANY_VERSION = -1;

    private final ScopePaths paths;
    private final Census.Taken taken;
    private final Set<String> specs = new HashSet<>();
    private final Set<Long> sessions = new HashSet<>();
    private final Set<Long> entered = new HashSet<>();
    private final Set<String> stuck = new HashSet<>();
    private final Set<Long> atWork = new HashSet<>();
    private final InspectedSets sets;
    private final List<Finding> findings = new ArrayList<>();

    Inspection(ScopePaths paths, Census.Taken taken) {
        this.paths = paths;
        this.taken = taken;
        this.sets = new InspectedSets(taken.sets(), taken.partsOfSets());
        taken.specs().stream()
                .filter(spec -> ScopePaths.isCanonical(paths.children(), spec.path()) && !spec.isEphemeral())
                .forEach(spec -> ScopePaths.childId(spec.path()).ifPresent(specs::add));
        taken.queue().forEach(entry -> sessions.add(entry.session()));
        taken.members().forEach(member -> entered.add(member.stamp().owner()));
        taken.locks().forEach(lock -> atWork.add(lock.stamp().owner()));
        taken.assignments().forEach(this::atWork);
        taken.stuck().forEach(znode -> StoredStuck.decode(znode).forEach(child -> stuck.add(child.childId())));
    }

    private void atWork(Znode assignment) {
        String node = paths.nodeOfAssignment(assignment.path());
        ScopePaths.childId(assignment.path())
                .map(id -> StoredAssignment.decode(node, id, assignment))
                .filter(stored -> stored.problem() == null)
                .ifPresent(stored -> atWork.add(stored.assignment().session()));
    }

    /** Returns the findings, ordered by path. */
    List<Finding> findings() {
        taken.specs().forEach(this::spec);
        findings.addAll(sets.findings());
        taken.assignments().forEach(this::assignment);
        taken.owners().forEach(this::owner);
        taken.locks().forEach(this::lock);
        taken.failures().forEach(this::failure);
        taken.checkpoints().forEach(this::checkpoint);
        taken.below().forEach(znode -> add(Kind.MISPLACED, znode, "Pogo writes nothing there; it is ignored", true));
        taken.control().forEach(this::control);
        taken.queue().forEach(this::place);
        taken.members().forEach(this::member);
        taken.drains().forEach(this::drain);
        taken.stuck().forEach(this::stuck);
        findings.sort(Comparator.comparing(Finding::path));
        return List.copyOf(findings);
    }

    private void spec(Znode znode) {
        Optional<String> id = placed(znode, paths.children());
        if (id.isPresent()) {
            StoredSpec stored = StoredSpec.decode(id.get(), znode);
            if (stored.problem() != null) {
                add(Kind.UNREADABLE, znode, stored.problem() + "; " + remedy(znode), false);
            }
            sets.problem(stored).ifPresent(text -> add(Kind.CHILD_WITHOUT_SET, znode, text, false));
        }
    }

    private static String remedy(Znode spec) {
        if (spec.isSealed()) {
            return "mend its ACL";
        }
        return SpecFormat.isNewer(spec.data())
                ? "leave it alone: nodes and clients of a newer version read it"
                : "terminate it and ask for it again";
    }

    private void assignment(Znode znode) {
        String node = paths.nodeOfAssignment(znode.path());
        Optional<String> id = placed(znode, paths.assignments(node));
        if (id.isEmpty()) {
            return;
        }
        StoredAssignment stored = StoredAssignment.decode(node, id.get(), znode);
        Assignment assignment = stored.assignment();
        if (stored.problem() != null) {
            boolean member =
                    taken.queue().stream().anyMatch(entry -> entry.nodeId().equals(node));
            add(
                    member ? Kind.UNREADABLE : Kind.ASSIGNMENT_OF_DEAD_NODE,
                    znode,
                    member ? "the assignment " + stored.problem() + "; the planner writes it anew" : dead(node),
                    !member);
        } else if (!sessions.contains(assignment.session())) {
            add(Kind.ASSIGNMENT_OF_DEAD_NODE, znode, dead(node), true);
        } else if (!specs.contains(id.get())) {
            add(Kind.ASSIGNMENT_WITHOUT_SPEC, znode, "child " + id.get() + " is assigned and not there", true);
        }
    }

    private static String dead(String node) {
        return "assigned to node " + node + ", in a session that is over";
    }

    private void owner(Znode znode) {
        Optional<String> id = placed(znode, paths.owners());
        if (id.isEmpty() || specs.contains(id.get()) || stuck.contains(id.get())) {
            return;
        }
        if (znode.stamp().children() > 0) {
            String text = "child " + id.get() + " is not there and has a lock: it is being stopped, or is stuck";
            add(Kind.LOCK_WITHOUT_SPEC, znode, text, false);
        } else {
            add(Kind.FOLDER_WITHOUT_SPEC, znode, "child " + id.get() + " is not there and has no lock", true);
        }
    }

    private void lock(Znode znode) {
        if (!znode.isEphemeral()) {
            add(Kind.MISPLACED, znode, "a lock that belongs to no session; Pogo writes no such znode", true);
        } else if (!Strays.isOurs(znode)) {
            add(Kind.MISPLACED, znode, "a lock that names no node; Pogo writes no such znode", true);
        } else if (isOfChild(znode) && !sessions.contains(znode.stamp().owner())) {
            String text = "the lock of session " + Json.hex(znode.stamp().owner())
                    + ", which is no member's: its node is away or has a stuck child, or Pogo did not write it;"
                    + " it keeps the child from all nodes until that session ends";
            add(Kind.FOREIGN_LOCK, znode, text, false);
        }
    }

    private boolean isOfChild(Znode lock) {
        return ScopePaths.childId(ScopePaths.parent(lock.path()))
                .filter(specs::contains)
                .isPresent();
    }

    private void failure(Znode znode) {
        Optional<String> id = placed(znode, paths.failures());
        if (id.isEmpty()) {
            return;
        }
        String problem = StoredFailure.decode(id.get(), znode).problem();
        if (problem != null) {
            add(Kind.UNREADABLE, znode, "the failure record " + problem + "; it is void", true);
        } else if (!specs.contains(id.get())) {
            add(Kind.FAILURE_WITHOUT_SPEC, znode, "child " + id.get() + " is not there", true);
        }
    }

    private void checkpoint(Znode znode) {
        Optional<String> id = placed(znode, paths.checkpoints());
        if (id.isPresent() && !specs.contains(id.get())) {
            String text = "child " + id.get() + " is not there; a new child of that id would begin with this";
            add(Kind.CHECKPOINT_WITHOUT_SPEC, znode, text, false);
        }
    }

    private void member(Znode znode) {
        if (!znode.isEphemeral()) {
            add(Kind.MISPLACED, znode, "a member that belongs to no session; Pogo writes no such znode", true);
            return;
        }
        if (!sessions.contains(znode.stamp().owner())) {
            add(Kind.MISPLACED, znode, "a member that does not stand in the planner's queue; it is ignored", true);
            return;
        }
        String id = ScopePaths.lastSegment(znode.path());
        MemberData read = new MemberData.Serializer().decode(znode.data());
        if (!read.info().id().equals(id)) {
            add(Kind.UNREADABLE, znode, "the member's entry cannot be read; it keeps what it has", false);
        }
    }

    /**
     * Checks the place of a node in the queue. A member enters the directory a moment after the queue; if its place is
     * removed by mistake, it queues again. The place of a session that has children is never removed: they would be
     * taken from a living node.
     */
    private void place(PlannerQueue.Entry entry) {
        if (entered.contains(entry.session())) {
            return;
        }
        boolean hasChildren = atWork.contains(entry.session());
        String text = "the place of node " + entry.nodeId() + " in the planner's queue, which is not in the directory: "
                + (hasChildren
                        ? "it has children, and makes its entry again"
                        : "it is joining, or Pogo did not write it");
        findings.add(new Finding(Kind.MISPLACED, entry.path(), entry.version(), text, !hasChildren));
    }

    private void control(Znode znode) {
        boolean isOfNode = ScopePaths.parent(znode.path()).equals(paths.stuck());
        if (isOfNode && znode.isPersistent()) {
            return; // see stuck(Znode)
        }
        if (!paths.isControl(znode.path())) {
            add(Kind.MISPLACED, znode, "Pogo writes no znode of that name there; it is ignored", true);
        } else if (znode.isEphemeral() && !isOfNode) {
            add(Kind.MISPLACED, znode, "it lives as long as a session; Pogo writes no such znode there", true);
        }
    }

    private void drain(Znode znode) {
        if (!paths.sessionOfDrain(znode.path()).map(sessions::contains).orElse(true)) {
            add(Kind.DRAIN_OF_DEAD_NODE, znode, "the drain of a session that is over", true);
        }
    }

    /**
     * Reports each stuck child without the znode's version: the znode changes whenever another child of the node gets
     * stuck, and each child must be found again by the second read.
     */
    private void stuck(Znode znode) {
        if (znode.isEphemeral()) {
            StoredStuck.decode(znode)
                    .forEach(child ->
                            findings.add(new Finding(Kind.STUCK, znode.path(), ANY_VERSION, child.finding(), false)));
        } else {
            add(Kind.MISPLACED, znode, "stuck children of no session; Pogo writes no such znode", true);
        }
    }

    /** Returns the id of the child that a znode is about, if it stands where a child's znode belongs. */
    private Optional<String> placed(Znode znode, String tree) {
        Optional<String> id = ScopePaths.childId(znode.path());
        if (!ScopePaths.isCanonical(tree, znode.path())) {
            add(Kind.MISPLACED, znode, "Pogo writes no znode of that name there; it is ignored", true);
            return Optional.empty();
        }
        if (znode.isEphemeral()) {
            add(Kind.MISPLACED, znode, "it lives as long as a session; Pogo writes no such znode there", true);
            return Optional.empty();
        }
        return id;
    }

    private void add(Kind kind, Znode znode, String text, boolean repairable) {
        findings.add(new Finding(kind, znode.path(), znode.version(), text, repairable));
    }
}
