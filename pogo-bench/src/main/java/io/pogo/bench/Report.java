package io.pogo.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Findings as people and programs read them. */
final class Report {
    private static final int MOST_EVIDENCE = 20;

    private Report() {}

    static String table(long seed, Map<FaultKind, Integer> faults, int children, Findings f) {
        StringBuilder text = new StringBuilder();
        row(text, "seed", seed, "");
        row(text, "faults", faults.values().stream().mapToInt(Integer::intValue).sum(), "");
        faults.forEach((kind, count) -> row(text, "  " + kind.label(), count, ""));
        row(text, "children", children, "");
        row(text, "runs", f.runs(), "");
        row(text, "fenced writes accepted", f.savesAndWrites(), "");
        row(text, "overlaps", f.overlaps().size(), "must be 0");
        row(text, "overlaps while paused", f.overlapsWhilePaused(), "the token's business");
        row(text, "overlaps while stuck", f.overlapsWhileStuck(), "the token's business");
        row(text, "stale writes accepted", f.staleWrites().size(), "must be 0");
        row(text, "stale writes refused", f.refusedWrites(), "");
        row(text, "tokens that did not rise", f.tokens().size(), "must be 0");
        row(text, "ran again after their end", f.repeats().size(), "must be 0");
        row(text, "lost", f.lost().size(), "must be 0");
        row(text, "dangling", f.dangling().size(), "must be 0");
        row(text, "contradictory answers", f.contradictions().size(), "must be 0");
        row(text, "JVMs halted", f.halts(), "as configured, a child was stuck");
        row(text, "unavailable, median", f.unavailableP50Ms(), "ms");
        row(text, "unavailable, p99", f.unavailableP99Ms(), "ms");
        return text.toString();
    }

    static String json(long seed, Map<FaultKind, Integer> faults, int children, Findings f) {
        String made = faults.entrySet().stream()
                .map(fault -> "\"" + fault.getKey().label() + "\":" + fault.getValue())
                .collect(Collectors.joining(","));
        return String.format(
                Locale.ROOT,
                "{\"seed\":%d,\"faults\":{%s},\"children\":%d,\"overlaps\":%d,\"overlapsWhilePaused\":%d,"
                        + "\"staleWritesAccepted\":%d,\"ranAgain\":%d,\"lost\":%d,\"dangling\":%d,\"halts\":%d,"
                        + "\"unavailableP99Ms\":%d}%n",
                seed,
                made,
                children,
                f.overlaps().size(),
                f.overlapsWhilePaused() + f.overlapsWhileStuck(),
                f.staleWrites().size(),
                f.repeats().size(),
                f.lost().size(),
                f.dangling().size(),
                f.halts(),
                f.unavailableP99Ms());
    }

    /** The lines that show what was found. */
    static String evidence(Findings f) {
        StringBuilder text = new StringBuilder();
        for (List<String> found : List.of(
                f.overlaps(), f.staleWrites(), f.tokens(), f.repeats(), f.lost(), f.dangling(), f.contradictions())) {
            found.stream()
                    .limit(MOST_EVIDENCE)
                    .forEach(line -> text.append(line).append('\n'));
            if (found.size() > MOST_EVIDENCE) {
                text.append("... and ").append(found.size() - MOST_EVIDENCE).append(" more\n");
            }
        }
        return text.toString();
    }

    private static void row(StringBuilder text, String name, Object value, String remark) {
        text.append(String.format(Locale.ROOT, "%-26s %8s  %s", name, value, remark)
                        .stripTrailing())
                .append('\n');
    }
}
