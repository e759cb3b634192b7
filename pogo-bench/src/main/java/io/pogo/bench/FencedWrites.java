package io.pogo.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Judges the writes that tokens guard. */
final class FencedWrites {
    private FencedWrites() {}

    /** Returns the writes that were accepted after one with a higher token. */
    static List<String> stale(Evidence evidence) {
        List<String> stale = new ArrayList<>();
        register(evidence, stale);
        checkpoints(evidence, stale);
        return stale;
    }

    static long accepted(Evidence evidence) {
        return evidence.children().stream()
                        .filter(line -> line.event() == ChildLine.Event.SAVED)
                        .count()
                + evidence.register().stream()
                        .filter(line -> line.event() == ChildLine.Event.ACCEPTED)
                        .count();
    }

    static long refused(Evidence evidence) {
        return evidence.register().stream()
                .filter(line -> line.event() == ChildLine.Event.REFUSED)
                .count();
    }

    /** The register's log is in the order of its writes. */
    private static void register(Evidence evidence, List<String> stale) {
        Map<String, ChildLine> highest = new HashMap<>();
        for (ChildLine line : evidence.register()) {
            if (line.event() != ChildLine.Event.ACCEPTED) {
                continue;
            }
            ChildLine high = highest.get(line.child());
            if (high != null && high.token() > line.token()) {
                stale.add("stale write to the register:\n    " + high + "\n    " + line);
            } else {
                highest.put(line.child(), line);
            }
        }
    }

    /**
     * Finds the stale saves of checkpoints. Only one case is certain: a save that began after one with a higher token
     * had returned must not succeed.
     */
    private static void checkpoints(Evidence evidence, List<String> stale) {
        Map<String, List<ChildLine>> saves = new HashMap<>();
        evidence.children().stream()
                .filter(line -> line.event() == ChildLine.Event.SAVED)
                .forEach(line -> saves.computeIfAbsent(line.child(), child -> new ArrayList<>())
                        .add(line));
        for (List<ChildLine> ofChild : saves.values()) {
            List<ChildLine> byReturn = new ArrayList<>(ofChild);
            byReturn.sort(Comparator.comparingLong(ChildLine::nanos));
            List<ChildLine> byBegin = new ArrayList<>(ofChild);
            byBegin.sort(Comparator.comparingLong(ChildLine::value));
            ChildLine high = byReturn.get(0);
            int returned = 0;
            for (ChildLine save : byBegin) {
                while (returned < byReturn.size() && byReturn.get(returned).nanos() < save.value()) {
                    ChildLine next = byReturn.get(returned++);
                    high = next.token() > high.token() ? next : high;
                }
                if (returned > 0 && high.token() > save.token()) {
                    stale.add("stale save of a checkpoint:\n    " + high + "\n    " + save);
                }
            }
        }
    }
}
