package io.pogo.core;

import io.pogo.StartReason;
import java.util.List;
import java.util.Optional;

/**
 * The third step, in rounds: spread groups are spread better, then loads are evened out, then the types. Each change makes something
 * better and nothing worse that comes before it, so it comes to an end; and no child is moved twice.
 */
final class Balance {
    private final Loads loads;
    private final Draft draft;
    private final List<Round> rounds;

    /** One child and where it goes. */
    record Hop(NodeLoad from, NodeLoad to, Case child) {}

    /** One child that moves, or several that do so together. */
    record Change(List<Hop> hops) {
        static Change move(NodeLoad from, NodeLoad to, Case child) {
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

    Balance(Loads loads, Draft draft) {
        Effort effort = Effort.unlimited();
        this.loads = loads;
        this.draft = draft;
        this.rounds = List.of(
                new SpreadRound(loads, effort),
                new LoadRound(loads, effort),
                new ChainRound(loads, effort),
                new TypeRound(loads, effort));
    }

    boolean isNeeded() {
        return rounds.stream().anyMatch(round -> round.next(Integer.MAX_VALUE).isPresent());
    }

    void run(int mostMoves) {
        int left = mostMoves;
        for (Round round : rounds) {
            left = run(round, left);
        }
    }

    private int run(Round round, int mostMoves) {
        int left = mostMoves;
        while (left > 0) {
            Optional<Change> next = round.next(left);
            if (next.isEmpty()) {
                return left;
            }
            carryOut(next.get());
            left -= next.get().moves();
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
