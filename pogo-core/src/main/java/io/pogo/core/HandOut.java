package io.pogo.core;

import io.pogo.StartReason;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The second step: each child without a place goes to the eligible node that is the least full with it. The children that the
 * fewest nodes can run come first, so that others do not take their room.
 */
final class HandOut {
    private final Loads loads;
    private final Map<String, NodeView> nodes;
    private final Draft draft;

    HandOut(Loads loads, Map<String, NodeView> nodes, Draft draft) {
        this.loads = loads;
        this.nodes = nodes;
        this.draft = draft;
    }

    void run(List<Case> homeless) {
        homeless.stream()
                .sorted(Comparator.comparingInt(
                        (Case c) -> loads.offering(c.child().type()).size()))
                .forEach(this::place);
    }

    private void place(Case c) {
        NodeLoad best = best(c);
        if (best == null) {
            draft.withdraw(c.child().id(), c.others());
            draft.pending(c, obstacle(c));
        } else {
            best.add(c);
            draft.add(new PlanStep.Assign(best.assignment(c.child(), reason(c)), List.copyOf(c.others())));
        }
    }

    private @Nullable NodeLoad best(Case c) {
        long hash = Rendezvous.hash(c.child().id());
        NodeLoad best = null;
        for (NodeLoad load : loads.offering(c.child().type())) {
            if (load.hasRoomFor(c.child()) && !c.failedOn(load.id()) && (best == null || wins(load, best, hash))) {
                best = load;
            }
        }
        return best;
    }

    private static boolean wins(NodeLoad challenger, NodeLoad best, long childHash) {
        int order = NodeLoad.compareAfterTaking(challenger, best);
        return order < 0
                || (order == 0
                        && Rendezvous.score(childHash, challenger.hash()) > Rendezvous.score(childHash, best.hash()));
    }

    private StartReason reason(Case c) {
        List<Assignment> before =
                c.others().stream().filter(a -> a.czxid() == c.child().czxid()).toList();
        if (before.isEmpty()) {
            return StartReason.FIRST_START;
        }
        return before.stream().anyMatch(a -> Validity.isOfDeadNode(a, nodes))
                ? StartReason.TAKEOVER
                : StartReason.MOVED;
    }

    private String obstacle(Case c) {
        Optional<String> known =
                Eligibility.obstacle(c.child(), c.failure(), nodes.values(), loads::count, draft.now());
        return known.orElse("every member that offers type \"" + c.child().type()
                + "\" and has room holds as many bytes of locks as one session can");
    }
}
