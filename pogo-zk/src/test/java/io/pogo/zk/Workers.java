package io.pogo.zk;

import io.pogo.Child;
import io.pogo.ChildContext;
import io.pogo.StartReason;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Children that write down where they run, and notice when one of them runs twice at a time. */
final class Workers {
    /** One run of a child. */
    record Run(String childId, String nodeId, long token, int incarnation, StartReason reason) {}

    private final Map<String, Run> running = new ConcurrentHashMap<>();
    private final List<Run> runs = new CopyOnWriteArrayList<>();
    private final List<String> overlaps = new CopyOnWriteArrayList<>();

    /** Runs until it is asked to stop. */
    Child worker(ChildContext context) {
        return recorded(run -> Thread.currentThread().join());
    }

    /** The same child, which is seen here while it runs. */
    Child recorded(Child child) {
        return context -> {
            enter(context);
            try {
                child.run(context);
            } finally {
                leave(context);
            }
        };
    }

    void enter(ChildContext context) {
        Run run = new Run(
                context.childId(),
                context.nodeId(),
                context.fencingToken(),
                context.incarnation(),
                context.startReason());
        runs.add(run);
        Run other = running.put(context.childId(), run);
        if (other != null) {
            overlaps.add(other + " and " + run);
        }
    }

    void leave(ChildContext context) {
        running.computeIfPresent(context.childId(), (id, run) -> run.nodeId().equals(context.nodeId()) ? null : run);
    }

    /** The children that run now, by id, with their node. */
    Map<String, String> placement() {
        Map<String, String> placement = new TreeMap<>();
        running.values().forEach(run -> placement.put(run.childId(), run.nodeId()));
        return placement;
    }

    /** Where a child runs now; it does. */
    String nodeOf(String childId) {
        return Objects.requireNonNull(placement().get(childId), childId);
    }

    Set<String> running() {
        return new TreeSet<>(running.keySet());
    }

    long countOn(String nodeId) {
        return running.values().stream()
                .filter(run -> run.nodeId().equals(nodeId))
                .count();
    }

    /** Every run there was, in order. */
    List<Run> runs() {
        return runs;
    }

    List<Run> runsOf(String childId) {
        return runs.stream().filter(run -> run.childId().equals(childId)).toList();
    }

    /** Runs of one child at one time; must be empty. */
    List<String> overlaps() {
        return overlaps;
    }
}
