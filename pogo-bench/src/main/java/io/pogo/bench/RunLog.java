package io.pogo.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The lines that the children of a benchmark have logged so far. */
final class RunLog {
    private static final int LOOK_MILLIS = 5;

    private final LogReader reader;
    private final List<ChildLine> lines = new ArrayList<>();
    private final Map<String, Set<String>> open = new HashMap<>();
    private final Map<String, Long> deaths = new HashMap<>();

    private long latest = System.nanoTime();

    RunLog(Path dir) {
        reader = new LogReader(dir);
    }

    /** Records that a JVM was killed, and the children in it. */
    void died(String process, long nanos) throws IOException {
        reader.read(this::apply);
        deaths.put(process, nanos);
        open.remove(process);
    }

    /** Waits until this number of children run. */
    void awaitRunning(int children, Duration most) throws IOException, InterruptedException {
        await(() -> running() == children, most, () -> running() + " of " + children + " children run");
    }

    /** Waits for something to be seen in the logs. */
    void await(BooleanSupplier condition, Duration most, Supplier<String> state)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + most.toNanos();
        for (reader.read(this::apply); !condition.getAsBoolean(); reader.read(this::apply)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(state.get() + " after " + most);
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** Returns the number of children that have ever run. */
    int children() {
        return (int) lines.stream().map(ChildLine::child).distinct().count();
    }

    /** Returns the number of children that run. */
    int running() {
        return open.values().stream().mapToInt(Set::size).sum();
    }

    /** Returns the number of children that run in a JVM. */
    int running(String process) {
        return open.getOrDefault(process, Set.of()).size();
    }

    /** Returns the lines of an event that were logged at or after a time. */
    List<ChildLine> since(long nanos, ChildLine.Event event) {
        return lines.stream()
                .filter(line -> line.event() == event && line.nanos() >= nanos)
                .toList();
    }

    /** The time of the last line since. */
    long last(long nanos, ChildLine.Event event) {
        return since(nanos, event).stream().mapToLong(ChildLine::nanos).max().orElseThrow();
    }

    /** The time of the first run since. */
    long firstStart(long nanos) {
        return since(nanos, ChildLine.Event.START).stream()
                .mapToLong(ChildLine::nanos)
                .min()
                .orElseThrow();
    }

    /** Returns the time at which the latest run began. */
    long lastStart() {
        return latest;
    }

    /** All runs. */
    Map<String, List<Run>> runs() {
        return Run.of(lines, deaths);
    }

    private void apply(ChildLine line) {
        lines.add(line);
        Set<String> ofProcess = open.computeIfAbsent(line.process(), process -> new HashSet<>());
        if (line.event() == ChildLine.Event.START) {
            ofProcess.add(line.child());
            latest = Math.max(latest, line.nanos());
        } else if (line.event() == ChildLine.Event.END) {
            ofProcess.remove(line.child());
        }
    }
}
