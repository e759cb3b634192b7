package io.pogo.bench;

import java.io.IOException;

/** The faults of what a node's process runs on: its output, its clock, its processor and its heap. */
final class HostFaults {
    private final Nemesis nemesis;
    private final Cluster cluster;
    private final NodeFaults nodeFaults;

    HostFaults(Nemesis nemesis, Cluster cluster, NodeFaults nodeFaults) {
        this.nemesis = nemesis;
        this.cluster = cluster;
        this.nodeFaults = nodeFaults;
    }

    void make(FaultPlan.Planned fault, String name) throws IOException, InterruptedException {
        String node = nodeFaults.hold(fault);
        NodeProcess process = cluster.process(node);
        if (process == null) {
            nemesis.skip(name);
            return;
        }
        switch (fault.kind()) {
            case BLOCK_STDOUT -> blockOutput(fault, name, node, process);
            case STOP_CLOCK -> stopClock(fault, name, node, process);
            case STARVE -> starve(fault, name, node, process);
            default -> fillHeap(fault, name, node, process);
        }
    }

    private void begin(FaultPlan.Planned fault, String name, String node, Nemesis.Step heal) {
        nemesis.begin(fault, name, node, () -> {
            heal.run();
            nodeFaults.release(node);
        });
    }

    /** Leaves the node's standard output unread while it logs much; every second time also cuts the node off. */
    private void blockOutput(FaultPlan.Planned fault, String name, String node, NodeProcess process) {
        begin(fault, name, node, () -> {
            process.readOutput(true);
            cluster.setRelays(node, Relay.Mode.OPEN);
        });
        process.readOutput(false);
        process.tell(ChaosNode.CHATTER);
        if (fault.choice() / 2 % 2 == 0) {
            nemesis.later(fault.forMillis() / 4, () -> cluster.setRelays(node, Relay.Mode.CUT));
        }
    }

    /** The node is frozen and its clock with it, for longer than its session; when it wakes up it reaches no server. */
    private void stopClock(FaultPlan.Planned fault, String name, String node, NodeProcess process)
            throws IOException, InterruptedException {
        cluster.setRelays(node, Relay.Mode.CUT);
        begin(fault, name, node, () -> cluster.setRelays(node, Relay.Mode.OPEN));
        Freeze freeze = cluster.freezeClock(process, fault.forMillis());
        nemesis.later(fault.forMillis() * 6 / 10, () -> cluster.thawClock(process, freeze));
    }

    private void starve(FaultPlan.Planned fault, String name, String node, NodeProcess process) throws IOException {
        begin(fault, name, node, () -> {});
        process.jvm().starve(fault.forMillis());
    }

    private void fillHeap(FaultPlan.Planned fault, String name, String node, NodeProcess process) {
        begin(fault, name, node, () -> {});
        process.tell(ChaosNode.FILL_HEAP + " " + fault.forMillis());
    }
}
