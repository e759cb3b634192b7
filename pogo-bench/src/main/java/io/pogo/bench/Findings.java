package io.pogo.bench;

import java.util.List;

/**
 * The findings of the checker. All must be empty, except for the counts of events that are permitted.
 *
 * @param overlaps two runs of one child at one time
 * @param overlapsWhilePaused the number of overlaps with a process that was frozen
 * @param overlapsWhileStuck the number of overlaps with a run that had not ended in its time
 * @param staleWrites a write accepted after one with a higher token
 * @param tokens a later owner with no higher token
 * @param repeats a run of a child under a spec that was done
 * @param lost wanted and not running, or gone before it was done
 * @param dangling running or in ZooKeeper, and not wanted
 * @param contradictions answers that cannot be true
 * @param halts the number of JVMs that ended themselves because a child was stuck after the session
 * @param refusedWrites the number of writes with a lower token that the register refused
 * @param runs the number of runs
 * @param savesAndWrites the number of fenced writes that were accepted
 * @param unavailableP50Ms the median time without a run, of children that were wanted
 * @param unavailableP99Ms the same, 99th percentile
 */
record Findings(
        List<String> overlaps,
        int overlapsWhilePaused,
        int overlapsWhileStuck,
        List<String> staleWrites,
        List<String> tokens,
        List<String> repeats,
        List<String> lost,
        List<String> dangling,
        List<String> contradictions,
        int halts,
        long refusedWrites,
        long runs,
        long savesAndWrites,
        long unavailableP50Ms,
        long unavailableP99Ms) {
    boolean areClean() {
        return overlaps.isEmpty()
                && staleWrites.isEmpty()
                && tokens.isEmpty()
                && repeats.isEmpty()
                && lost.isEmpty()
                && dangling.isEmpty()
                && contradictions.isEmpty();
    }
}
