package io.pogo.core.model;

import io.pogo.core.ChildPhase;
import io.pogo.core.model.Cell.OfChild;
import io.pogo.core.model.Cell.OfNode;
import io.pogo.core.model.Cell.OfSlot;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at a state, and says which rule it breaks. */
final class Rules {
    private final Set<Rule> rules;

    Rules(Set<Rule> rules) {
        this.rules = rules;
    }

    @Nullable
    Rule broken(World world) {
        Rule broken = world.broken();
        if (broken != null && rules.contains(broken)) {
            return broken;
        }
        for (int child = 0; child < world.children(); child++) {
            if (rules.contains(Rule.TWO_RUN) && owners(world, child) > 1) {
                return Rule.TWO_RUN;
            }
            for (int node = 0; node < World.NODES; node++) {
                boolean out = world.is(OfSlot.ORPHAN, node, child)
                        || (world.runs(node, child) && !world.phase(node, child).mayRun());
                if (out && rules.contains(Rule.RUNS_OUT_OF_PHASE)) {
                    return Rule.RUNS_OUT_OF_PHASE;
                }
                if (runsWithoutLock(world, node, child) && rules.contains(Rule.RUNS_WITHOUT_LOCK)) {
                    return Rule.RUNS_WITHOUT_LOCK;
                }
            }
        }
        return null;
    }

    /**
     * Whether all is as it should be when nothing is left to happen: what is wanted runs once, and of the rest nothing
     * is left.
     */
    static boolean isGood(World world) {
        boolean good = true;
        for (int node = 0; node < World.NODES; node++) {
            good &= world.isUp(node) && world.is(OfNode.JOINED, node);
        }
        for (int child = 0; child < world.children(); child++) {
            int spec = world.get(OfChild.SPEC, child);
            int wanted = spec == 0 ? 0 : 1;
            int left = 0;
            int running = 0;
            for (int node = 0; node < World.NODES; node++) {
                left += world.phase(node, child) == ChildPhase.GONE ? 0 : 1;
                left += world.get(OfSlot.ORPHAN, node, child);
                left += world.is(OfSlot.ASSIGNED, node, child) ? 1 : 0;
                running += runsWell(world, node, child, spec) ? 1 : 0;
            }
            good &= running == wanted && left == 2 * wanted && queueLength(world, child) == wanted;
        }
        return good;
    }

    private static boolean runsWell(World world, int node, int child, int spec) {
        return world.phase(node, child) == ChildPhase.RUNNING
                && world.get(OfSlot.RUN, node, child) == Cell.ACTIVE
                && world.get(OfSlot.HELD, node, child) == spec
                && world.is(OfSlot.ASSIGNED, node, child);
    }

    private static int queueLength(World world, int child) {
        int length = 0;
        while (length < World.QUEUE && world.queued(child, length) != 0) {
            length++;
        }
        return length;
    }

    private static int owners(World world, int child) {
        int owners = 0;
        for (int node = 0; node < World.NODES; node++) {
            owners += world.runs(node, child) && !world.is(OfSlot.EXCUSED, node, child) ? 1 : 0;
            owners += world.is(OfSlot.ORPHAN, node, child) ? 1 : 0;
        }
        return owners;
    }

    private static boolean runsWithoutLock(World world, int node, int child) {
        return world.runs(node, child)
                && !world.is(OfSlot.ENDED, node, child)
                && Queue.placeOf(world, node, child, world.get(OfSlot.TOKEN, node, child)) != 0;
    }
}
