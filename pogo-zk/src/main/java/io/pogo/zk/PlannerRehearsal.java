package io.pogo.zk;

import io.pogo.Restart;
import io.pogo.StartReason;
import io.pogo.core.Assignment;
import io.pogo.core.NodeView;
import io.pogo.core.Offer;
import io.pogo.core.PlacementPlan;
import io.pogo.core.PlannerSettings;
import io.pogo.core.Replanner;
import io.pogo.core.ScopeState;
import io.pogo.core.WantedChild;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Plans for a scope that there is not, in which one of three nodes has died, so that all that planning takes is loaded and compiled when the
 * planner has died and children wait for the next one. Its first plan took three times as long otherwise. Touches nothing.
 */
final class PlannerRehearsal {
    /** Enough for the compiler to take notice. */
    private static final int CHILDREN = 300;

    private static final List<String> NODES = List.of("alive", "well", "dead");
    private static final int SESSION = 1;
    private static final int SPEC = 1;
    private static final int REVISION = 1;
    /** Whatever the planner waits for is over. */
    private static final long LONG_AFTER = Long.MAX_VALUE / 2;

    private PlannerRehearsal() {}

    /** Does it once, on a thread of its own. */
    static void begin(SupervisorSettings settings) {
        Threads.factory(settings.nodeId(), "rehearsal")
                .newThread(() -> plan(settings.planner()))
                .start();
    }

    static PlacementPlan plan(PlannerSettings settings) {
        Map<String, NodeView> nodes = new HashMap<>();
        Offer offer = new Offer(Set.of("type"), Map.of(), CHILDREN, CHILDREN, SpecFormat.HIGHEST);
        for (String id : NODES.subList(0, 2)) {
            nodes.put(id, new NodeView(id, SESSION, NodeView.Status.ACTIVE, offer));
        }
        Map<String, WantedChild> children = new HashMap<>();
        Map<String, List<Assignment>> assigned = new HashMap<>();
        for (int i = 0; i < CHILDREN; i++) {
            String id = "child-" + i;
            String node = NODES.get(i % NODES.size());
            children.put(id, new WantedChild(id, SPEC, REVISION, true, "type", Restart.PERMANENT, false, 1));
            assigned.put(id, List.of(new Assignment(id, node, SESSION, SPEC, REVISION, StartReason.FIRST_START)));
        }
        ScopeState state = new ScopeState(nodes, children, assigned, Map.of(), Set.of(), 0, 0, false);
        return new Replanner(settings).plan(state, Set.of(), LONG_AFTER);
    }
}
