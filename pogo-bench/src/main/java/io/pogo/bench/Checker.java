package io.pogo.bench;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Reads the evidence and says what must not be. Pure. */
final class Checker {
    /** What was frozen may take a moment to learn of it. */
    private static final long AFTER_PAUSE = TimeUnit.SECONDS.toNanos(1);

    private final Evidence evidence;
    private final Map<String, List<Run>> runs;
    private final List<String> overlaps = new ArrayList<>();
    private final List<String> tokens = new ArrayList<>();
    private int whilePaused;
    private int whileStuck;

    private Checker(Evidence evidence) {
        this.evidence = evidence;
        this.runs = new TreeMap<>(Run.of(evidence.children(), evidence.deaths()));
    }

    static Findings check(Evidence evidence) {
        return new Checker(evidence).check();
    }

    private Findings check() {
        runs.values().forEach(this::compare);
        Gaps gaps = Gaps.of(runs, evidence);
        return new Findings(
                overlaps,
                whilePaused,
                whileStuck,
                FencedWrites.stale(evidence),
                tokens,
                lost(),
                dangling(),
                evidence.contradictions(),
                FencedWrites.refused(evidence),
                runs.values().stream().mapToLong(List::size).sum(),
                FencedWrites.accepted(evidence),
                gaps.percentileMillis(50),
                gaps.percentileMillis(99));
    }

    /** Compares each run of a child with those that started while it lasted, and with its successor. */
    private void compare(List<Run> ofChild) {
        for (int i = 0; i < ofChild.size(); i++) {
            Run first = ofChild.get(i);
            for (int j = i + 1; j < ofChild.size() && ofChild.get(j).from() < first.to(); j++) {
                judge(first, ofChild.get(j));
            }
            if (i + 1 < ofChild.size()) {
                compareTokens(first, ofChild.get(i + 1));
            }
        }
    }

    private void judge(Run first, Run second) {
        long to = Math.min(first.to(), second.to());
        if (paused(first, second.from(), to) || paused(second, second.from(), to)) {
            whilePaused++;
        } else if (second.from() > first.deadline()) {
            whileStuck++;
        } else {
            overlaps.add(describe("overlap", first, second));
        }
    }

    private void compareTokens(Run first, Run second) {
        boolean sameOwner = first.process().equals(second.process());
        boolean rises = sameOwner ? second.token() >= first.token() : second.token() > first.token();
        if (!rises && !paused(second, first.from(), second.from())) {
            tokens.add(describe("token not higher", first, second));
        }
    }

    private boolean paused(Run run, long from, long to) {
        return evidence.pauses().stream()
                .anyMatch(pause -> pause.process().equals(run.process())
                        && pause.from() <= to
                        && pause.to() + AFTER_PAUSE >= from);
    }

    private String describe(String what, Run first, Run second) {
        long to = Math.min(first.to(), second.to());
        StringBuilder text = new StringBuilder(what)
                .append(" of ")
                .append(first.child())
                .append(": ")
                .append(first)
                .append(" and ")
                .append(second);
        if (to != Run.NEVER && to > second.from()) {
            text.append(", for ").append((to - second.from()) / 1_000_000).append(" ms");
        }
        evidence.children().stream()
                .filter(line -> isOf(line, first) || isOf(line, second))
                .forEach(line -> text.append("\n    ").append(line));
        evidence.faults().stream()
                .filter(fault -> fault.from() <= to
                        && fault.to() >= first.from()
                        && fault.to() >= second.from() - 15_000_000_000L)
                .forEach(fault -> text.append("\n    during ").append(fault));
        return text.toString();
    }

    private static boolean isOf(ChildLine line, Run run) {
        return line.event() != ChildLine.Event.SAVED
                && line.child().equals(run.child())
                && line.process().equals(run.process())
                && line.token() == run.token()
                && line.incarnation() == run.incarnation();
    }

    private List<String> lost() {
        Set<String> missing = new TreeSet<>(evidence.wanted());
        missing.removeAll(evidence.troubled());
        missing.removeAll(running());
        return missing.stream()
                .map(child -> "lost: " + child + ", its last run was " + last(child) + traces(child))
                .toList();
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
                    .anyMatch(run -> run.isOpen() && evidence.alive().contains(run.process()))) {
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
}
