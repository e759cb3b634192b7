package io.pogo.core;

import io.pogo.StartReason;
import java.util.List;
import java.util.Optional;

/**
 * The third step, in rounds: spread groups are spread better, then loads are evened out, then the types. Each change
 * improves its round's measure and worsens none of an earlier round, so the rounds come to an end; and no child is
 * moved twice. The next plan continues where the steps of one plan are used up.
 */
final class Balance {
    private final Loads loads;
    private final PlanBuilder draft;
    private final Effort effort;
    private final List<Round> rounds;

    /** The move of a child from one node to another. */
    record Hop(NodeLoad from, NodeLoad to, ChildAssessment child) {}

    /** A move of one child, or several moves that are made together. */
    record Change(List<Hop> hops) {
        static Change move(NodeLoad from, NodeLoad to, ChildAssessment child) {
            return new Change(List.of(new Hop(from, to, child)));
        }

        int moves() {
            return hops.size();
        }
    }

    /** Finds the next change of its kind that makes at most so many moves. */
    interface Round {
        Optional<Change> next(int mostMoves);
    }

    Balance(Loads loads, PlanBuilder draft, Effort effort) {
        this.loads = loads;
        this.draft = draft;
        this.effort = effort;
        this.rounds = List.of(
                new SpreadRound(loads, effort),
                new LoadRound(loads, effort),
                new ChainRound(loads, effort),
                new TypeRound(loads, effort));
    }

    /** Returns whether there is a move to make, or may be one that a longer search finds. */
    boolean isNeeded() {
        for (Round round : rounds) {
            effort.begin(0);
            if (round.next(Integer.MAX_VALUE).isPresent() || effort.isCut()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Continues the search where the last plan has ended, and returns the place where the next plan continues. If the
     * search is not over and no move is under way that ends it, the plan says that the next one is due soon.
     */
    Resume run(int mostMoves, Resume from) {
        if (mostMoves <= 0) {
            return from;
        }
        int left = mostMoves;
        for (int i = from.round(); i < rounds.size() && left > 0; i++) {
            left = run(rounds.get(i), left, i == from.round() ? from.place() : 0);
            if (effort.isCut()) {
                draft.planAgainSoon();
                return new Resume(i, effort.place(), from.undisturbed() && left == mostMoves);
            }
        }
        if (!from.undisturbed() && left > 0) {
            draft.planAgainSoon();
        }
        return Resume.START;
    }

    private int run(Round round, int mostMoves, int placesPassed) {
        int left = mostMoves;
        effort.begin(placesPassed);
        while (left > 0) {
            Optional<Change> next = round.next(left);
            if (next.isEmpty()) {
                return left;
            }
            carryOut(next.get());
            left -= next.get().moves();
            effort.begin(0);
        }
        return left;
    }

    private void carryOut(Change change) {
        change.hops().forEach(hop -> loads.remove(hop.child().id()));
        for (Hop hop : change.hops()) {
            loads.add(hop.child(), hop.to());
            draft.move(
                    hop.child().kept().orElseThrow(),
                    hop.to().assignment(hop.child().child(), StartReason.MOVED),
                    loads.quota().use(hop.child(), hop.to().node()));
        }
    }
}
