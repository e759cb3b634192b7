package io.pogo.core.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Follows, from every state, what happens if no more faults and requests come: in whatever order, it must come to an
 * end, and the end must be good. That is more than fairness needs.
 */
final class Liveness {
    private static final byte OPEN = 1;
    private static final byte DONE = 2;

    /** A state on the way, and which of what may follow is looked at next. */
    private static final class Visit {
        private final int index;
        private final int[] next;
        private int looked;

        Visit(int index, int[] next) {
            this.index = index;
            this.next = next;
        }
    }

    private final Model model;
    private final StateSet states;
    private final byte[] marks;
    private final Deque<Visit> path = new ArrayDeque<>();
    private int ends;

    Liveness(Model model, StateSet states) {
        this.model = model;
        this.states = states;
        this.marks = new byte[states.size()];
    }

    /** The number of a state that goes wrong, or -1. */
    int findBad() {
        for (int index = 0; index < states.size(); index++) {
            int bad = marks[index] == 0 ? follow(index) : -1;
            if (bad >= 0) {
                return bad;
            }
        }
        return -1;
    }

    /** How many good ends there are. */
    int ends() {
        return ends;
    }

    private int follow(int start) {
        boolean good = visit(start);
        while (good && !path.isEmpty()) {
            Visit at = path.getLast();
            if (at.looked == at.next.length) {
                marks[at.index] = DONE;
                path.removeLast();
            } else {
                int next = at.next[at.looked++];
                good = marks[next] != OPEN && (marks[next] == DONE || visit(next));
            }
        }
        return good ? -1 : path.getLast().index;
    }

    /** False if it is a bad end. */
    private boolean visit(int index) {
        World world = states.get(index);
        List<Step> steps = model.progress(world);
        marks[index] = OPEN;
        path.addLast(new Visit(
                index,
                steps.stream().mapToInt(step -> states.indexOf(step.world())).toArray()));
        ends += steps.isEmpty() ? 1 : 0;
        return !steps.isEmpty() || Rules.isGood(world);
    }
}
