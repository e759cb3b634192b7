package io.pogo.bench;

import java.util.List;

/**
 * What the checker found. All but the counts of what is allowed to happen must be empty.
 *
 * @param overlaps two runs of one child at one time
 * @param overlapsWhilePaused how many were beside a process that was frozen
 * @param overlapsWhileStuck how many were beside a run that had not ended in its time
 * @param staleWrites a write accepted after one with a higher token
 * @param tokens a later owner with no higher token
 * @param repeats a run of a child under a spec that was done
 * @param lost wanted and not running, or gone before it was done
 * @param dangling running or in ZooKeeper, and not wanted
 * @param contradictions answers that cannot be true
 * @param halts how many JVMs have ended themselves because a child was stuck after the session
 * @param refusedWrites how many writes with a lower token the register refused
 * @param runs how many runs there were
 * @param savesAndWrites how many fenced writes were accepted
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
