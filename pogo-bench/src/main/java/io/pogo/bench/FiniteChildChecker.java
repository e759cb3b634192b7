package io.pogo.bench;

import io.pogo.Restart;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Judges the children that end by themselves, spec by spec; each of their specs has a number. A transient one is not
 * run again after it was done, and does not go before. A temporary one is run once at most.
 */
final class FiniteChildChecker {
    /** The time that an owner may take to remove the spec of a child that is done: some round trips. */
    private static final long REMOVAL = TimeUnit.SECONDS.toNanos(1);

    private final Map<String, List<Run>> runs;
    private final Evidence evidence;

    FiniteChildChecker(Map<String, List<Run>> runs, Evidence evidence) {
        this.runs = runs;
        this.evidence = evidence;
    }

    /** Runs that should not have been. */
    List<String> repeats() {
        List<String> repeats = new ArrayList<>();
        runs.forEach((child, ofChild) -> {
            for (int i = 0; i < ofChild.size(); i++) {
                Run run = ofChild.get(i);
                ofChild.subList(0, i).stream()
                        .filter(before -> before.spec() == run.spec() && forbids(before, run))
                        .findFirst()
                        .ifPresent(before ->
                                repeats.add(Witnesses.describe("ran again after it was done", before, run, evidence)
                                        + calls(child)));
            }
        });
        return repeats;
    }

    private boolean forbids(Run before, Run run) {
        return switch (ChildKind.of(run.child()).restart()) {
            case PERMANENT -> false;
            case TEMPORARY -> true;
            case TRANSIENT ->
                before.done()
                        && run.from() > before.to()
                        && !isRestarted(before)
                        && !isDisturbed(before.process(), before.to(), before.to() + REMOVAL);
        };
    }

    /**
     * Returns whether a restart was requested at about the time at which the run ended: such a restart is permitted.
     */
    private boolean isRestarted(Run run) {
        return evidence.calls().stream()
                .anyMatch(call -> call.child().equals(run.child())
                        && call.verb().equals("restart")
                        && call.from() <= run.to() + REMOVAL
                        && (call.to() >= run.to() - REMOVAL || !call.answer().equals("RESTARTED")));
    }

    /**
     * Returns whether a process could not do its work at that time: it ended, or was frozen, or its connection or
     * ZooKeeper was broken or recovering, which takes a session timeout at most.
     */
    private boolean isDisturbed(String process, long from, long to) {
        String node = process.substring(0, process.indexOf('#'));
        boolean frozen = evidence.pauses().stream()
                .anyMatch(pause -> pause.process().equals(process) && pause.from() <= to && pause.to() >= from);
        return frozen
                || evidence.deaths().getOrDefault(process, Run.NEVER) <= to
                || isBroken(from, to, target -> target.equals(node) || target.startsWith("server"));
    }

    private boolean isBroken(long from, long to, Predicate<String> whom) {
        return evidence.faults().stream()
                .anyMatch(fault -> whom.test(fault.target())
                        && fault.from() <= to
                        && fault.to() >= from - evidence.sessionNanos());
    }

    /** Specs that are gone although the child was not done, or, of a temporary one, was not even started. */
    List<String> lost() {
        Set<String> stored = new HashSet<>();
        evidence.traces().stream()
                .filter(trace -> trace.tree().equals("children"))
                .forEach(trace -> stored.add(trace.child()));
        Set<String> finite = new HashSet<>();
        evidence.calls().stream()
                .map(Evidence.Call::child)
                .filter(child -> ChildKind.of(child).isFinite())
                .forEach(finite::add);
        List<String> lost = new ArrayList<>();
        finite.stream().sorted().forEach(child -> follow(child, stored.contains(child), lost));
        return lost;
    }

    /** Goes through the calls about a child, and examines each spec that was found to be gone unasked. */
    private void follow(String child, boolean stored, List<String> lost) {
        Evidence.Call present = null;
        for (Evidence.Call call : evidence.calls()) {
            if (!call.child().equals(child) || isWithoutEffect(call)) {
                continue;
            }
            boolean accepted = call.answer().equals("ACCEPTED");
            if (present != null && (accepted || call.answer().equals("NOT_THERE"))) {
                look(present, call.to(), lost);
            }
            present = accepted ? call : null;
        }
        if (present != null && !stored) {
            look(present, evidence.endNanos(), lost);
        }
    }

    /** Returns whether a call leaves a spec that existed before it in place. */
    private static boolean isWithoutEffect(Evidence.Call call) {
        return call.answer().equals("UNAVAILABLE")
                || call.answer().equals("ALREADY_PRESENT")
                || (call.verb().equals("restart") && !call.answer().equals("NOT_THERE"));
    }

    private void look(Evidence.Call start, long gone, List<String> lost) {
        String child = start.child();
        boolean temporary = ChildKind.of(child).restart() == Restart.TEMPORARY;
        boolean ran = runs.getOrDefault(child, List.of()).stream()
                .anyMatch(run -> run.spec() == start.number() && run.from() <= gone && (temporary || run.done()));
        // Between the mark that it is started and its start its node may die.
        if (!ran && !(temporary && isBroken(start.from(), gone, target -> true))) {
            lost.add("lost: " + child + ", gone without having been done: " + start + calls(child));
        }
    }

    private String calls(String child) {
        StringBuilder text = new StringBuilder();
        evidence.calls().stream()
                .filter(call -> call.child().equals(child))
                .forEach(call -> text.append("\n    ").append(call));
        return text.toString();
    }
}
