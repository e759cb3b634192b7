package io.pogo.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The times in which a child did not run although it was wanted: between the end of a run, or the death of its process,
 * and the next start. Gaps in which it was started or terminated are left out, as are those of children that crash all
 * the time or end by themselves.
 */
final class Gaps {
    private static final Set<String> CHANGES = Set.of("start", "terminate");

    private final List<Long> nanos;

    private Gaps(List<Long> nanos) {
        this.nanos = nanos;
    }

    static Gaps of(Map<String, List<Run>> runs, Evidence evidence) {
        List<Long> gaps = new ArrayList<>();
        runs.forEach((child, ofChild) -> {
            if (ChildKind.of(child).staysUp()) {
                List<Evidence.Call> changes = evidence.calls().stream()
                        .filter(call -> call.child().equals(child) && CHANGES.contains(call.verb()))
                        .toList();
                collect(ofChild, changes, gaps);
            }
        });
        Collections.sort(gaps);
        return new Gaps(gaps);
    }

    private static void collect(List<Run> ofChild, List<Evidence.Call> changes, List<Long> gaps) {
        long covered = Run.NEVER;
        for (Run run : ofChild) {
            if (covered != Run.NEVER && run.from() > covered) {
                long from = covered;
                boolean changed = changes.stream().anyMatch(call -> call.from() < run.from() && call.to() > from);
                if (!changed && isWanted(changes, from)) {
                    gaps.add(run.from() - from);
                }
            }
            covered = covered == Run.NEVER ? run.to() : Math.max(covered, run.to());
        }
    }

    /** Returns whether the child was wanted after the last call before that time. */
    private static boolean isWanted(List<Evidence.Call> changes, long at) {
        Evidence.Call last = null;
        for (Evidence.Call call : changes) {
            if (call.to() <= at && (last == null || call.to() > last.to())) {
                last = call;
            }
        }
        return last != null && Set.of("ACCEPTED", "ALREADY_PRESENT").contains(last.answer());
    }

    long percentileMillis(int percent) {
        if (nanos.isEmpty()) {
            return 0;
        }
        int index = (int) Math.ceil(nanos.size() * percent / 100.0) - 1;
        return nanos.get(Math.max(0, index)) / 1_000_000;
    }
}
