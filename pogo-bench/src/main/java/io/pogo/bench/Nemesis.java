package io.pogo.bench;

import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Carries out a {@link FaultPlan}: makes each fault and heals it. On one thread. */
final class Nemesis {
    private final History history;
    private final Consumer<String> progress;
    private final NodeFaults nodeFaults;
    private final ServerFaults serverFaults;
    private final HostFaults hostFaults;
    private final Map<FaultKind, Integer> made = new TreeMap<>();
    private final PriorityQueue<Due> timeline = new PriorityQueue<>(Comparator.comparingLong(Due::atNanos));

    Nemesis(ChaosEnvironment world, int nodes, Consumer<String> progress) {
        this.history = world.history;
        this.progress = progress;
        this.nodeFaults = new NodeFaults(this, world.cluster, nodes);
        this.hostFaults = new HostFaults(this, world.cluster, nodeFaults);
        this.serverFaults = new ServerFaults(this, world, nodeFaults);
    }

    /** A step of a fault. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException, InterruptedException;
    }

    private record Due(long atNanos, Step step) {}

    /** Makes and heals all faults; returns when the last one is healed. */
    void run(FaultPlan plan) throws IOException, InterruptedException {
        long start = System.nanoTime();
        for (FaultPlan.Planned fault : plan.faults()) {
            timeline.add(new Due(start + fault.atMillis() * 1_000_000, () -> make(fault)));
        }
        for (Due due = timeline.poll(); due != null; due = timeline.poll()) {
            long wait = due.atNanos() - System.nanoTime();
            if (wait > 0) {
                Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
            }
            due.step().run();
        }
    }

    Map<FaultKind, Integer> made() {
        return made;
    }

    private void make(FaultPlan.Planned fault) throws IOException, InterruptedException {
        String name = fault.number() + ":" + fault.kind().label();
        switch (fault.kind()) {
            case KILL_NODE, CLOSE_NODE, PAUSE_NODE_SHORT, PAUSE_NODE_LONG -> nodeFaults.onProcess(fault, name);
            case CUT_NODE, CUT_REQUESTS, CUT_ANSWERS, ISOLATE_NODE, SLOW_NODE -> nodeFaults.onRelays(fault, name);
            case ADD_NODE -> nodeFaults.add(fault, name);
            case TWIN -> nodeFaults.twin(fault, name);
            case BLOCK_STDOUT, STOP_CLOCK, STARVE, FILL_HEAP -> hostFaults.make(fault, name);
            case KILL_SERVER,
                    KILL_LEADER,
                    PAUSE_LEADER,
                    LOSE_QUORUM,
                    CUT_FOLLOWER,
                    CUT_LEADER_ONE_WAY,
                    SHRINK_TIMEOUT -> serverFaults.make(fault, name);
        }
    }

    /** Records that a fault is made now, and heals it when its time is over. */
    void begin(FaultPlan.Planned fault, String name, String target, Step heal) {
        made.merge(fault.kind(), 1, Integer::sum);
        history.tell(History.What.FAULT, name, target, fault.forMillis());
        progress.accept(fault.kind().label() + " " + target + " for " + fault.forMillis() + " ms");
        later(fault.forMillis(), () -> {
            heal.run();
            history.tell(History.What.HEALED, name);
            progress.accept("healed " + fault.kind().label() + " " + target);
        });
    }

    /** Takes a step after a while. */
    void later(long millis, Step step) {
        timeline.add(new Due(System.nanoTime() + millis * 1_000_000, step));
    }

    void skip(String name) {
        progress.accept("skipped " + name + ": another fault is in the way");
    }
}
