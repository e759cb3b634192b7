package io.pogo.core;

import io.pogo.StartReason;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The second step: each child without a place goes to the best node that may run it. The children that the fewest nodes
 * can run come first, so that others do not take their room; then the heaviest, which are the hardest to place; then
 * those of spread groups, so that the others even out the load after them.
 */
final class HandOut {
    /** A spec that was never updated, restarted or resumed. */
    private static final int FIRST_REVISION = 1;

    private final Loads loads;
    private final ScopeState state;
    private final Map<String, NodeView> nodes;
    private final Quarantine quarantine;
    private final Waiting waiting;
    private final PlanBuilder draft;
    private List<NodeLoad> lastRight = List.of();
    private List<NodeLoad> lastUnsuspected = List.of();

    /** A child to place, or the first of a line, with the values that it is sorted by. */
    private record Candidate(ChildAssessment given, List<NodeLoad> right, Waiting.@Nullable Line line) {
        static final Comparator<Candidate> ORDER = Comparator.comparingInt(
                        (Candidate c) -> c.right().size())
                .thenComparing(c -> -c.given().weight())
                .thenComparing(c -> c.given().child().placement().spreadGroup().isEmpty())
                .thenComparing(c -> c.given().child().type())
                .thenComparing(c -> c.given().id());
    }

    HandOut(Loads loads, ScopeState state, Quarantine quarantine, Waiting waiting, PlanBuilder draft) {
        this.loads = loads;
        this.state = state;
        this.nodes = state.nodes();
        this.quarantine = quarantine;
        this.waiting = waiting;
        this.draft = draft;
    }

    /**
     * Hands out the given children and those that wait. Nodes only get fuller in this step, so if there is no place for
     * the first of a line, there is none for the others.
     */
    void run(List<ChildAssessment> homeless) {
        PriorityQueue<Candidate> open = new PriorityQueue<>(Candidate.ORDER);
        List<ChildAssessment> joining =
                homeless.stream().filter(HandOut::isOfLine).toList();
        joining.forEach(waiting::add);
        homeless.stream()
                .filter(c -> !isOfLine(c))
                .map(c -> new Candidate(c, loads.rightFor(c), null))
                .forEach(open::add);
        waiting.lines().stream().map(this::first).forEach(open::add);
        while (!open.isEmpty()) {
            Candidate next = open.remove();
            Waiting.Line line = next.line();
            if (line == null) {
                placeAlone(next);
            } else if (place(next)) {
                waiting.remove(next.given().id());
                if (!line.isEmpty()) {
                    open.add(first(line));
                }
            } else {
                explain(line, next);
            }
        }
        joining.forEach(this::leaveWaiting);
    }

    /** Returns whether a child is handed out by kind: it has no failure record and is not pinned. */
    private static boolean isOfLine(ChildAssessment c) {
        return c.isSteady() && c.pinnedTo().isEmpty();
    }

    private Candidate first(Waiting.Line line) {
        return new Candidate(line.first(), loads.rightFor(line.first()), line);
    }

    private void explain(Waiting.Line line, Candidate first) {
        boolean hasCapacity = first.right().stream()
                .anyMatch(load -> Obstacle.ofRoom(load, first.given().child()) == Obstacle.LOCK_BYTES);
        if (line.reason(hasCapacity) == null) {
            line.reasonIs(obstacle(first.given()), hasCapacity);
        }
    }

    /** Leaves a child that was not placed waiting, unless the next plan has to look at it in any case. */
    private void leaveWaiting(ChildAssessment c) {
        String reason = waiting.reason(c.id());
        if (reason == null) {
            return;
        }
        boolean isSettled = c.others().isEmpty()
                && c.child().placement().pin().isEmpty()
                && !state.failures().containsKey(c.id());
        if (!isSettled) {
            waiting.remove(c.id());
            draft.withdraw(c.id(), c.others());
            draft.pending(c, reason);
        }
    }

    private void placeAlone(Candidate candidate) {
        ChildAssessment c = candidate.given();
        if (place(candidate)) {
            return;
        }
        if (wouldFitWhereItFailed(candidate)) {
            rest(c);
        } else {
            draft.withdraw(c.child().id(), c.others());
            draft.pending(c, obstacle(c));
        }
    }

    private boolean place(Candidate candidate) {
        ChildAssessment c = candidate.given();
        NodeLoad best = best(candidate);
        if (best == null) {
            return false;
        }
        loads.add(c, best);
        draft.add(new PlanStep.Assign(best.assignment(c.child(), reason(c)), List.copyOf(c.others())));
        return true;
    }

    /** Returns the best node for the child, or null. A suspect node gets it only if no other node has room. */
    private @Nullable NodeLoad best(Candidate candidate) {
        ChildAssessment c = candidate.given();
        NodeRanking choice = new NodeRanking(loads, c.child(), null);
        List<NodeLoad> unsuspected = unsuspected(candidate.right(), c.child().type());
        NodeLoad best = choice.best(c, unsuspected);
        return best != null || unsuspected.size() == candidate.right().size()
                ? best
                : choice.best(c, candidate.right());
    }

    /**
     * Returns the nodes that are not suspect for the type. The result is cached for one list, because children of a
     * kind come one after the other, with the same list of nodes.
     */
    private List<NodeLoad> unsuspected(List<NodeLoad> right, String type) {
        if (right != lastRight) {
            lastRight = right;
            lastUnsuspected = right.stream()
                    .filter(load -> !loads.quota().isSuspect(load.node(), type))
                    .toList();
        }
        return lastUnsuspected;
    }

    /** Returns whether only its failures keep the child from a node. */
    private static boolean wouldFitWhereItFailed(Candidate candidate) {
        ChildAssessment c = candidate.given();
        return candidate.right().stream()
                .anyMatch(load -> c.failedOn(load.id()) && Obstacle.ofRoom(load, c.child()) == Obstacle.POSSIBLE);
    }

    private void rest(ChildAssessment c) {
        Failure resting = quarantine.rest(c.failure().orElseThrow());
        draft.add(new PlanStep.Record(resting, List.copyOf(c.others())));
        ChildAssessment rested = c.with(resting);
        draft.pending(
                rested,
                Eligibility.ownObstacle(c.child(), rested.failure(), draft.now())
                        .orElseThrow());
    }

    private StartReason reason(ChildAssessment c) {
        List<Assignment> before =
                c.others().stream().filter(a -> a.czxid() == c.child().czxid()).toList();
        if (before.isEmpty()) {
            boolean hasRun = c.child().revision() > FIRST_REVISION || c.stored().isPresent();
            return hasRun ? StartReason.RESTART : StartReason.FIRST_START;
        }
        return before.stream().anyMatch(a -> Validity.isOfDeadNode(a, nodes))
                ? StartReason.TAKEOVER
                : StartReason.MOVED;
    }

    private String obstacle(ChildAssessment c) {
        Optional<String> known = Eligibility.obstacle(c.child(), c.failure(), nodes.values(), loads::used, draft.now());
        return known.orElse("every member that offers type \"" + c.child().type()
                + "\" and has room holds as many bytes of locks as one session can");
    }
}
