package io.pogo.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The gaps and overlaps of children that moved.
 *
 * @param gaps for each child that ran again, the time in which it did not run, in nanoseconds
 * @param moves the number of runs that began
 * @param overlaps the number of them that began before the one before had ended
 * @param last the time at which the last one began
 */
record Moves(List<Long> gaps, int moves, int overlaps, long last) {
    /** Returns the moves among the runs that began at or after a time. */
    static Moves since(long nanos, Map<String, List<Run>> runs) {
        List<Long> gaps = new ArrayList<>();
        int moves = 0;
        int overlaps = 0;
        long last = nanos;
        for (List<Run> ofChild : runs.values()) {
            for (int i = 1; i < ofChild.size(); i++) {
                Run run = ofChild.get(i);
                if (run.from() >= nanos) {
                    long covered = covered(ofChild.subList(0, i));
                    moves++;
                    overlaps += covered > run.from() ? 1 : 0;
                    gaps.add(Math.max(0, run.from() - covered));
                    last = Math.max(last, run.from());
                }
            }
        }
        return new Moves(gaps, moves, overlaps, last);
    }

    double gapMillis(int percent) {
        return Percentile.millis(gaps, percent);
    }

    private static long covered(List<Run> before) {
        return before.stream().mapToLong(Run::to).max().orElseThrow();
    }
}
