package io.pogo.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.zookeeper.KeeperException;

/** Waits after the last fault until the wanted children run and nothing else is left, then records the state. */
final class Convergence {
    private final ChaosEnvironment world;
    private List<Zoo.Trace> traces = List.of();
    private Set<String> running = Set.of();

    Convergence(ChaosEnvironment world) {
        this.world = world;
    }

    /** Returns how long it took, or the whole time if it never came. */
    Duration await(Duration most) throws IOException, InterruptedException {
        long start = System.nanoTime();
        int calm = 0;
        try (Zoo zoo = new Zoo(world.ensemble.connectString())) {
            while (calm < 2 && System.nanoTime() - start < most.toNanos()) {
                Thread.sleep(500);
                calm = look(zoo) ? calm + 1 : 0;
            }
        }
        record();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private boolean look(Zoo zoo) throws IOException, InterruptedException {
        try {
            traces = zoo.traces();
        } catch (KeeperException e) {
            return false;
        }
        running = world.running();
        Set<String> stored = in("children");
        if (world.wishes.isIdle()) {
            world.wishes.kinds().keySet().forEach(child -> world.wishes.settle(child, stored.contains(child)));
        }
        Set<String> wanted = wanted();
        Set<String> nodes = new HashSet<>(world.cluster.alive());
        boolean clean = traces.stream()
                .allMatch(trace -> wanted.contains(trace.child())
                        && (!trace.tree().equals("assignments") || nodes.contains(trace.node())));
        Set<String> missing = new HashSet<>(wanted);
        missing.removeAll(running);
        missing.removeAll(troubled());
        return world.wishes.isIdle() && clean && missing.isEmpty() && wanted.containsAll(running);
    }

    private Set<String> in(String tree) {
        return traces.stream()
                .filter(trace -> trace.tree().equals(tree))
                .map(Zoo.Trace::child)
                .collect(Collectors.toSet());
    }

    /** Returns the children that rest after failures; only children that crash all the time have a reason to. */
    private Set<String> troubled() {
        Set<String> troubled = in("failures");
        troubled.removeIf(child -> world.wishes.kinds().get(child) != ChildKind.CRASH_LOOP);
        return troubled;
    }

    private Set<String> wanted() {
        Set<String> wanted = new HashSet<>();
        world.wishes.states().forEach((child, state) -> {
            if (state == ExpectedState.State.WANTED) {
                wanted.add(child);
            }
        });
        return wanted;
    }

    private void record() {
        wanted().forEach(child -> world.history.tell(History.What.WANTED, child));
        troubled().forEach(child -> world.history.tell(History.What.TROUBLED, child));
        world.aliveProcesses().forEach(process -> world.history.tell(History.What.ALIVE, process));
        traces.forEach(trace -> world.history.tell(History.What.ZNODE, trace.child(), trace.tree(), trace.node()));
        world.history.tell(History.What.END, "-");
    }
}
