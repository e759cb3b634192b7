package io.pogo.core;

import io.pogo.StartReason;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The second step: each child without a place goes to the best node that may run it. The children that the fewest nodes can run come
 * first, so that others do not take their room; then the heaviest, which are the hardest to place; then those of spread groups, so
 * that the others even out the load after them.
 */
final class HandOut {
    /** A spec that was never updated, restarted or resumed. */
    private static final int FIRST_REVISION = 1;

    private final Loads loads;
    private final Map<String, NodeView> nodes;
    private final Draft draft;

    /** Why there is no place for a kind of children; nodes only get fuller here, so that holds. */
    private final Map<Kind, String> obstacles = new HashMap<>();

    /** One to place, with what it is sorted by. */
    private record Candidate(Case given, List<NodeLoad> right) {}

    /** Those that are neither failing nor pinned, and that the same nodes have room for. */
    private record Kind(Demand demand, int weight, int lockBytes) {}

    private final Quarantine quarantine;

    HandOut(Loads loads, Map<String, NodeView> nodes, Quarantine quarantine, Draft draft) {
        this.loads = loads;
        this.nodes = nodes;
        this.quarantine = quarantine;
        this.draft = draft;
    }

    void run(List<Case> homeless) {
        homeless.stream()
                .map(c -> new Candidate(c, loads.rightFor(c)))
                .sorted(Comparator.comparingInt((Candidate c) -> c.right().size())
                        .thenComparing(c -> -c.given().weight())
                        .thenComparing(
                                c -> c.given().child().placement().spreadGroup().isEmpty())
                        .thenComparing(c -> c.given().child().type()))
                .forEach(this::place);
    }

    private void place(Candidate candidate) {
        Case c = candidate.given();
        NodeLoad best = best(candidate);
        if (best != null) {
            loads.add(c, best);
            draft.add(new PlanStep.Assign(best.assignment(c.child(), reason(c)), List.copyOf(c.others())));
        } else if (wouldFitWhereItFailed(candidate)) {
            rest(c);
        } else {
            draft.withdraw(c.child().id(), c.others());
            draft.pending(c, obstacle(c));
        }
    }

    /** A suspect node gets it only if no other has room. */
    private @Nullable NodeLoad best(Candidate candidate) {
        Case c = candidate.given();
        Choice choice = new Choice(loads, c.child(), null);
        List<NodeLoad> unsuspected = candidate.right().stream()
                .filter(load -> !loads.quota().isSuspect(load.node(), c.child().type()))
                .toList();
        NodeLoad best = choice.best(c, unsuspected);
        return best != null || unsuspected.size() == candidate.right().size()
                ? best
                : choice.best(c, candidate.right());
    }

    /** Returns whether nothing but its failures keeps the child from a node. */
    private static boolean wouldFitWhereItFailed(Candidate candidate) {
        Case c = candidate.given();
        return candidate.right().stream()
                .anyMatch(load -> c.failedOn(load.id()) && Fit.ofRoom(load, c.child()) == Fit.POSSIBLE);
    }

    private void rest(Case c) {
        Failure resting = quarantine.rest(c.failure().orElseThrow());
        draft.add(new PlanStep.Record(resting, List.copyOf(c.others())));
        Case rested = c.with(resting);
        draft.pending(
                rested,
                Eligibility.ownObstacle(c.child(), rested.failure(), draft.now())
                        .orElseThrow());
    }

    private StartReason reason(Case c) {
        List<Assignment> before =
                c.others().stream().filter(a -> a.czxid() == c.child().czxid()).toList();
        if (before.isEmpty()) {
            return c.child().revision() > FIRST_REVISION ? StartReason.RESTART : StartReason.FIRST_START;
        }
        return before.stream().anyMatch(a -> Validity.isOfDeadNode(a, nodes))
                ? StartReason.TAKEOVER
                : StartReason.MOVED;
    }

    private String obstacle(Case c) {
        return c.isSteady() && c.pinnedTo().isEmpty()
                ? obstacles.computeIfAbsent(
                        new Kind(Demand.of(c.child()), c.weight(), c.child().lockBytes()), kind -> findObstacle(c))
                : findObstacle(c);
    }

    private String findObstacle(Case c) {
        Optional<String> known = Eligibility.obstacle(c.child(), c.failure(), nodes.values(), loads::used, draft.now());
        return known.orElse("every member that offers type \"" + c.child().type()
                + "\" and has room holds as many bytes of locks as one session can");
    }
}
