package io.pogo.core;

import io.pogo.StartReason;
import java.util.Optional;

/**
 * The third step, in three rounds: spread groups are spread better, then loads are evened out, then the types. Each change makes
 * something better and nothing worse that comes before it, so it comes to an end; and no child is moved twice.
 */
final class Balance {
    private final Loads loads;
    private final Draft draft;
    private final SpreadRound spread;
    private final LoadRound load;
    private final TypeRound types;

    /** One child and where it goes, or two that change places. */
    record Change(NodeLoad from, NodeLoad to, Case child, Optional<Case> back) {
        static Change move(NodeLoad from, NodeLoad to, Case child) {
            return new Change(from, to, child, Optional.empty());
        }

        int moves() {
            return back.isPresent() ? 2 : 1;
        }
    }

    /** Finds the next change of its kind that makes at most so many moves. */
    interface Round {
        Optional<Change> next(int mostMoves);
    }

    Balance(Loads loads, Draft draft) {
        this.loads = loads;
        this.draft = draft;
        this.spread = new SpreadRound(loads);
        this.load = new LoadRound(loads);
        this.types = new TypeRound(loads);
    }

    boolean isNeeded() {
        return spread.next(2).isPresent()
                || load.next(2).isPresent()
                || types.next(2).isPresent();
    }

    void run(int mostMoves) {
        int left = run(spread, mostMoves);
        left = run(load, left);
        run(types, left);
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
        loads.remove(change.child(), change.from());
        change.back().ifPresent(back -> loads.remove(back, change.to()));
        move(change.child(), change.to());
        change.back().ifPresent(back -> move(back, change.from()));
    }

    private void move(Case c, NodeLoad to) {
        loads.add(c, to);
        draft.move(c.kept().orElseThrow(), to.assignment(c.child(), StartReason.MOVED));
    }
}
