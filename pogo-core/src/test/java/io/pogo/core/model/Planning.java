package io.pogo.core.model;

import io.pogo.Restart;
import io.pogo.StartReason;
import io.pogo.core.Assignment;
import io.pogo.core.NodeView;
import io.pogo.core.Offer;
import io.pogo.core.PlanStep;
import io.pogo.core.Planner;
import io.pogo.core.PlannerSettings;
import io.pogo.core.ScopeState;
import io.pogo.core.WantedChild;
import io.pogo.core.model.Cell.OfChild;
import io.pogo.core.model.Cell.OfNode;
import io.pogo.core.model.Cell.OfSlot;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The first in the planner's queue asks the real {@link Planner}, at a time at which no delay is left to wait for, and
 * sends what it says. The plan arrives later, and counts only while the znode is there under which it was made.
 */
final class Planning {
    private static final int SOME = 10;
    private static final long NOW = Duration.ofDays(1).toMillis();
    private static final PlannerSettings SETTINGS = new PlannerSettings(
            Duration.ZERO, Duration.ZERO, SOME, SOME, Duration.ofSeconds(1), Duration.ofMinutes(1), 1_000_000);

    private final Bounds bounds;
    private final Planner planner = new Planner(SETTINGS);
    private final Map<ByteBuffer, List<PlanStep>> plans = new HashMap<>();

    Planning(Bounds bounds) {
        this.bounds = bounds;
    }

    void add(Steps steps) {
        for (int node = 0; node < World.NODES; node++) {
            int planning = node;
            World world = steps.from();
            if (world.is(OfNode.PLANNED, node)) {
                steps.will("its plan arrives", node, -1, next -> arrive(next, planning));
            } else if (world.isUp(node) && world.is(OfNode.JOINED, node) && world.get(OfNode.PLACE, node) == 1) {
                List<PlanStep> plan = plans.computeIfAbsent(
                        seen(world), seen -> planner.plan(view(world), NOW).steps());
                if (!plan.isEmpty()) {
                    steps.will("makes a plan", node, -1, next -> send(next, planning, plan));
                }
            }
        }
    }

    /** What it had on the way is refused. */
    static void forget(World next, int planning) {
        for (int child = 0; child < next.children(); child++) {
            for (int node = 0; node < World.NODES; node++) {
                next.set(planOf(planning), node, child, 0);
            }
        }
    }

    private void send(World next, int planning, List<PlanStep> plan) {
        next.set(OfNode.PLANNED, planning, next.get(OfNode.SESSION, planning));
        for (PlanStep step : plan) {
            if (step instanceof PlanStep.Assign assign) {
                assign.replaced().forEach(old -> change(next, planning, old, 0));
                Assignment to = assign.next();
                change(next, planning, to, (int) (to.session() * Assignments.SPECS + to.czxid()));
            } else if (step instanceof PlanStep.Withdraw withdraw) {
                withdraw.withdrawn().forEach(old -> change(next, planning, old, 0));
            } else {
                throw new IllegalStateException("the model has nothing for " + step);
            }
        }
    }

    private static void change(World next, int planning, Assignment concerned, int value) {
        next.set(planOf(planning), number(concerned.nodeId()), number(concerned.childId()), 1 + value);
    }

    private void arrive(World next, int planning) {
        boolean guarded = next.is(OfNode.ALIVE, planning)
                && next.is(OfNode.PLACE, planning)
                && next.get(OfNode.SESSION, planning) == next.get(OfNode.PLANNED, planning);
        for (int child = 0; child < next.children(); child++) {
            for (int node = 0; node < World.NODES; node++) {
                int change = next.get(planOf(planning), node, child);
                if (change != 0 && (guarded || bounds.has(Flaw.PLAN_WITHOUT_GUARD))) {
                    next.set(OfSlot.ASSIGNED, node, child, change - 1);
                }
            }
        }
        forget(next, planning);
        next.set(OfNode.PLANNED, planning, 0);
    }

    /** What {@link #view} is made of: the plan is the same where this is. */
    private static ByteBuffer seen(World world) {
        ByteBuffer seen = ByteBuffer.allocate(2 * World.NODES + world.children() * (1 + World.NODES));
        for (int node = 0; node < World.NODES; node++) {
            seen.put((byte) world.get(OfNode.SESSION, node)).put((byte) world.get(OfNode.PLACE, node));
            for (int child = 0; child < world.children(); child++) {
                seen.put((byte) world.get(OfSlot.ASSIGNED, node, child));
            }
        }
        for (int child = 0; child < world.children(); child++) {
            seen.put((byte) world.get(OfChild.SPEC, child));
        }
        return seen.flip();
    }

    private static ScopeState view(World world) {
        Offer offer = new Offer(Set.of("t"), Map.of(), SOME, SOME, 1);
        Map<String, NodeView> nodes = new HashMap<>();
        Map<String, WantedChild> children = new HashMap<>();
        List<Assignment> assignments = new ArrayList<>();
        for (int node = 0; node < World.NODES; node++) {
            String id = "n" + node;
            long session = world.get(OfNode.SESSION, node);
            if (world.is(OfNode.PLACE, node)) {
                nodes.put(id, new NodeView(id, session, NodeView.Status.ACTIVE, offer));
            }
        }
        for (int child = 0; child < world.children(); child++) {
            String id = "c" + child;
            int spec = world.get(OfChild.SPEC, child);
            if (spec != 0) {
                children.put(id, new WantedChild(id, spec, 1, true, "t", Restart.PERMANENT, false, SOME));
            }
            for (int node = 0; node < World.NODES; node++) {
                int a = world.get(OfSlot.ASSIGNED, node, child);
                if (a != 0) {
                    assignments.add(assignment(id, "n" + node, a));
                }
            }
        }
        return new ScopeState(nodes, children, ScopeState.byChild(assignments), Map.of(), Set.of(), 0, 0, false);
    }

    private static Assignment assignment(String child, String node, int a) {
        return new Assignment(child, node, a / Assignments.SPECS, a % Assignments.SPECS, 1, StartReason.FIRST_START);
    }

    private static int number(String id) {
        return id.charAt(1) - '0';
    }

    private static OfSlot planOf(int planning) {
        return planning == 0 ? OfSlot.PLAN_OF_A : OfSlot.PLAN_OF_B;
    }
}
