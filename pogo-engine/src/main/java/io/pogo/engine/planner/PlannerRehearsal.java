package io.pogo.engine.planner;

import io.pogo.ChildSpec;
import io.pogo.StartReason;
import io.pogo.core.Assignment;
import io.pogo.core.NodeView;
import io.pogo.core.Offer;
import io.pogo.core.PlacementPlan;
import io.pogo.core.PlannerSettings;
import io.pogo.core.Replanner;
import io.pogo.core.ScopeState;
import io.pogo.core.WantedChild;
import io.pogo.engine.base.SupervisorSettings;
import io.pogo.engine.base.Threads;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.format.SpecFormat;
import io.pogo.engine.format.StoredAssignment;
import io.pogo.engine.format.StoredSpec;
import io.pogo.engine.store.Stamp;
import io.pogo.engine.store.Znode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Decodes a simulated scope in which one of three nodes has died, and plans for it, so that the classes involved are
 * loaded and compiled by the time the planner has died and children wait for the next one. The first plan took three
 * times as long otherwise. Changes nothing.
 */
public final class PlannerRehearsal {
    /** The number of repetitions, enough to trigger compilation. */
    private static final int TIMES = 5;

    private static final AtomicBoolean BEGUN = new AtomicBoolean();
    private static final int CHILDREN = 300;
    private static final String TYPE = "type";
    private static final List<String> NODES = List.of("alive", "well", "dead");
    private static final int SESSION = 1;
    private static final int SPEC = 1;
    private static final int REVISION = 1;
    /** A time at which everything that the planner waits for is over. */
    private static final long LONG_AFTER = Long.MAX_VALUE / 2;

    private PlannerRehearsal() {}

    /** Runs the rehearsal on a thread of its own, once in this JVM. */
    public static void begin(SupervisorSettings settings) {
        if (BEGUN.compareAndSet(false, true)) {
            Threads.run(settings.nodeId(), "rehearsal", () -> {
                for (int i = 0; i < TIMES; i++) {
                    plan(settings.planner());
                }
            });
        }
    }

    static PlacementPlan plan(PlannerSettings settings) {
        Map<String, NodeView> nodes = new HashMap<>();
        Offer offer = new Offer(Set.of(TYPE), Map.of(), CHILDREN, CHILDREN, SpecFormat.HIGHEST);
        for (String id : NODES.subList(0, 2)) {
            nodes.put(id, new NodeView(id, SESSION, NodeView.Status.ACTIVE, offer));
        }
        ScopePaths paths = new ScopePaths("rehearsal");
        Map<String, WantedChild> children = new HashMap<>();
        AssignmentIndex assigned = new AssignmentIndex();
        for (int i = 0; i < CHILDREN; i++) {
            String id = "child-" + i;
            String node = NODES.get(i % NODES.size());
            Znode spec = znode(paths.child(id), StoredSpec.encode(ChildSpec.of(id, TYPE)));
            children.put(id, StoredSpec.decode(id, spec).wanted(1));
            Assignment given = new Assignment(id, node, SESSION, SPEC, REVISION, StartReason.FIRST_START);
            Znode assignment = znode(paths.assignment(node, id), StoredAssignment.encode(given, false));
            assigned.change(id, null, StoredAssignment.decode(node, id, assignment));
        }
        Map<String, List<Assignment>> assignments = new HashMap<>();
        assigned.byChild()
                .forEach((id, all) -> assignments.put(
                        id, all.stream().map(StoredAssignment::assignment).toList()));
        ScopeState state = new ScopeState(nodes, children, assignments, Map.of(), Set.of(), 0, 0, false);
        return new Replanner(settings).plan(state, Set.of(), LONG_AFTER);
    }

    private static Znode znode(String path, byte[] data) {
        return new Znode(path, data, new Stamp(SPEC, 0, 0, 0, 0, 0, 0, 0));
    }
}
