package io.pogo.bench;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Reads the evidence and reports violations. A pure function. */
final class Checker {
    /**
     * A child that ends by itself may end or crash at the end of the harness: it takes a moment to be gone, or to run
     * again.
     */
    private static final long SETTLING = TimeUnit.SECONDS.toNanos(5);

    private final Evidence evidence;
    private final Map<String, List<Run>> runs;

    private Checker(Evidence evidence) {
        this.evidence = evidence;
        this.runs = new TreeMap<>(Run.of(evidence.children(), evidence.deaths()));
    }

    static Findings check(Evidence evidence) {
        return new Checker(evidence).check();
    }

    private Findings check() {
        Overlaps overlaps = Overlaps.of(runs, evidence);
        FiniteChildChecker ends = new FiniteChildChecker(runs, evidence);
        Gaps gaps = Gaps.of(runs, evidence);
        return new Findings(
                overlaps.found(),
                overlaps.whilePaused(),
                overlaps.whileStuck(),
                FencedWrites.stale(evidence),
                overlaps.tokens(),
                ends.repeats(),
                lost(ends.lost()),
                dangling(),
                contradictions(),
                evidence.halted().size(),
                FencedWrites.refused(evidence),
                runs.values().stream().mapToLong(List::size).sum(),
                FencedWrites.accepted(evidence),
                gaps.percentileMillis(50),
                gaps.percentileMillis(99));
    }

    private List<String> lost(List<String> gone) {
        Set<String> missing = new TreeSet<>(evidence.wanted());
        missing.removeAll(evidence.troubled());
        missing.removeAll(running());
        missing.removeIf(this::hasJustEnded);
        List<String> lost = new ArrayList<>(gone);
        missing.forEach(child -> lost.add("lost: " + child + ", its last run was " + last(child) + traces(child)));
        return lost;
    }

    private boolean hasJustEnded(String child) {
        return ChildKind.of(child).isFinite()
                && runs.getOrDefault(child, List.of()).stream()
                        .anyMatch(run -> run.from() <= evidence.endNanos()
                                && run.to() >= evidence.endNanos() - SETTLING
                                && !evidence.deaths().containsKey(run.process()));
    }

    private String last(String child) {
        List<Run> ofChild = runs.getOrDefault(child, List.of());
        return ofChild.isEmpty() ? "none" : ofChild.get(ofChild.size() - 1).toString();
    }

    private String traces(String child) {
        StringBuilder text = new StringBuilder();
        evidence.traces().stream()
                .filter(trace -> trace.child().equals(child))
                .forEach(trace -> text.append("\n    ").append(trace));
        evidence.calls().stream()
                .filter(call -> call.child().equals(child))
                .forEach(call -> text.append("\n    ").append(call));
        return text.toString();
    }

    private Set<String> running() {
        Set<String> running = new HashSet<>();
        runs.forEach((child, ofChild) -> {
            if (ofChild.stream()
                    .anyMatch(run ->
                            run.lastsAt(evidence.endNanos()) && evidence.alive().contains(run.process()))) {
                running.add(child);
            }
        });
        return running;
    }

    private List<String> dangling() {
        List<String> dangling = new ArrayList<>();
        Set<String> unwanted = new TreeSet<>(running());
        unwanted.removeAll(evidence.wanted());
        unwanted.forEach(child -> dangling.add("dangling: " + child + " runs, " + last(child) + traces(child)));
        Set<String> nodes = new HashSet<>();
        evidence.alive().forEach(process -> nodes.add(process.substring(0, process.indexOf('#'))));
        for (Zoo.Trace trace : evidence.traces()) {
            if (!evidence.wanted().contains(trace.child())) {
                dangling.add("dangling: " + trace + traces(trace.child()));
            } else if (trace.tree().equals("assignments") && !nodes.contains(trace.node())) {
                dangling.add("dangling: " + trace + ", and that node is gone");
            }
        }
        return dangling;
    }

    private List<String> contradictions() {
        List<String> contradictions = new ArrayList<>(evidence.contradictions());
        evidence.halted().stream()
                .filter(process -> !evidence.halting().contains(process))
                .forEach(process -> contradictions.add(process + " has halted, and was to report only"));
        return contradictions;
    }
}
