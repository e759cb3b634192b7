package io.pogo.bench;

import io.pogo.bench.ChildLine.Event;
import java.util.ArrayList;
import java.util.List;

/** Logs as a test wants them; times in milliseconds. */
final class PlantedLogs {
    private static final long SHUTDOWN = millis(1_500);

    private final List<ChildLine> children = new ArrayList<>();
    private final List<ChildLine> register = new ArrayList<>();
    private final List<String> history = new ArrayList<>();
    private long calls;

    /** With a session timeout of six seconds. */
    PlantedLogs() {
        history(0, History.What.SESSION, "-", Long.toString(millis(6_000)));
    }

    static long millis(long millis) {
        return millis * 1_000_000;
    }

    PlantedLogs start(long at, String process, String child, long token) {
        return line(at, process, Event.START, child, token, SHUTDOWN);
    }

    /** The start of a child that ends by itself, under the spec that the call with this number asked for. */
    PlantedLogs start(long at, String process, String child, long token, long spec) {
        children.add(new ChildLine(millis(at), at, process, Event.START, child, token, 1, spec, SHUTDOWN));
        return this;
    }

    PlantedLogs done(long at, String process, String child, long token) {
        return line(at, process, Event.DONE, child, token, 0);
    }

    PlantedLogs crashed(long at, String process, String child, long token) {
        return line(at, process, Event.CRASHED, child, token, 0);
    }

    PlantedLogs paused(long from, long to, String process) {
        return history(from, History.What.PAUSED, process, Long.toString(millis(to)));
    }

    /** A JVM that is to halt when a child is stuck. */
    PlantedLogs halting(String process) {
        return history(1, History.What.STARTED, process, "HALT");
    }

    PlantedLogs fault(long from, long to, String name, String target) {
        return history(from, History.What.FAULT, name, target, "-").history(to, History.What.HEALED, name);
    }

    PlantedLogs asked(long at, String process, String child, long token) {
        return line(at, process, Event.STOP_ASKED, child, token, 0);
    }

    PlantedLogs end(long at, String process, String child, long token) {
        return line(at, process, Event.END, child, token, 0);
    }

    PlantedLogs saved(long began, long returned, String process, String child, long token) {
        return line(returned, process, Event.SAVED, child, token, millis(began));
    }

    PlantedLogs refusedSave(long began, long returned, String process, String child, long token) {
        return line(returned, process, Event.NOT_SAVED, child, token, millis(began));
    }

    PlantedLogs accepted(long at, String process, String child, long token) {
        register.add(new ChildLine(millis(at), at, process, Event.ACCEPTED, child, token, 1, 0, 0));
        return this;
    }

    PlantedLogs refused(long at, String process, String child, long token) {
        register.add(new ChildLine(millis(at), at, process, Event.REFUSED, child, token, 1, 0, 0));
        return this;
    }

    PlantedLogs history(long at, History.What what, String... fields) {
        history.add(millis(at) + " " + what + " " + String.join(" ", fields));
        return this;
    }

    /** At the end the child is wanted, and ZooKeeper has its spec. */
    PlantedLogs wanted(String child) {
        return history(90_000, History.What.WANTED, child).history(90_000, History.What.ZNODE, child, "children", "-");
    }

    PlantedLogs alive(String... processes) {
        for (String process : processes) {
            history(90_000, History.What.ALIVE, process);
        }
        return this;
    }

    /** A call of the harness that ended at this time and took ten milliseconds; the first has the number 1. */
    PlantedLogs called(long at, String child, String verb, String answer) {
        calls++;
        return history(
                at,
                History.What.CALL,
                child,
                Long.toString(millis(at - 10)),
                verb,
                answer,
                "n1#1",
                Long.toString(calls));
    }

    Findings check() {
        history(90_000, History.What.END, "-");
        List<ChildLine> parsed =
                children.stream().map(line -> ChildLine.parse(line.toString())).toList();
        return Checker.check(Evidence.read(parsed, register, history));
    }

    private PlantedLogs line(long at, String process, Event event, String child, long token, long value) {
        children.add(new ChildLine(millis(at), at, process, event, child, token, 1, 0, value));
        return this;
    }
}
