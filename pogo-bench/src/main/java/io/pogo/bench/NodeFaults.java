package io.pogo.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The faults of one node: of its process, and of what lies between it and ZooKeeper's servers. */
final class NodeFaults {
    private static final Duration LEAVE = Duration.ofSeconds(25);

    private final Nemesis nemesis;
    private final Cluster cluster;
    private final Set<String> busy = new HashSet<>();
    private int nodes;

    NodeFaults(Nemesis nemesis, Cluster cluster, int nodes) {
        this.nemesis = nemesis;
        this.cluster = cluster;
        this.nodes = nodes;
    }

    /** Returns a node that no fault holds, and holds it until {@link #release}; empty if fewer than two are free. */
    String hold(FaultPlan.Planned fault) {
        List<String> free = new ArrayList<>(cluster.alive());
        free.removeAll(busy);
        if (free.size() < 2) {
            return "";
        }
        String node = free.get(fault.choice() % free.size());
        busy.add(node);
        return node;
    }

    void release(String node) {
        busy.remove(node);
    }

    /** Returns a node that does not exist yet, and reserves it. */
    String next() {
        nodes++;
        String node = "n" + nodes;
        busy.add(node);
        return node;
    }

    /** Has a node of {@link #next} leave. */
    void remove(NodeProcess added, String node) throws InterruptedException {
        if (added.hasJoined()) {
            added.leave();
            cluster.awaitLeft(node, LEAVE);
        } else {
            cluster.kill(node);
        }
    }

    void onProcess(FaultPlan.Planned fault, String name) throws IOException, InterruptedException {
        String node = hold(fault);
        NodeProcess process = cluster.process(node);
        if (process == null) {
            nemesis.skip(name);
            return;
        }
        nemesis.begin(fault, name, node, () -> {
            if (fault.kind() == FaultKind.CLOSE_NODE) {
                cluster.awaitLeft(node, LEAVE);
            }
            cluster.revive(node);
            release(node);
        });
        switch (fault.kind()) {
            case KILL_NODE -> cluster.kill(node);
            case CLOSE_NODE -> process.leave();
            default -> cluster.pause(node, fault.forMillis());
        }
    }

    void add(FaultPlan.Planned fault, String name) throws IOException {
        String node = next();
        NodeProcess added = cluster.start(node);
        nemesis.begin(fault, name, node, () -> remove(added, node));
    }

    void onRelays(FaultPlan.Planned fault, String name) {
        String node = hold(fault);
        if (node.isEmpty()) {
            nemesis.skip(name);
            return;
        }
        boolean all = fault.kind() == FaultKind.ISOLATE_NODE || fault.kind() == FaultKind.SLOW_NODE;
        List<Relay> relays = cluster.relays(node).stream()
                .filter(relay -> all || relay.connections() > 0)
                .toList();
        Relay.Mode mode = switch (fault.kind()) {
            case CUT_REQUESTS -> Relay.Mode.CUT_REQUESTS;
            case CUT_ANSWERS -> Relay.Mode.CUT_ANSWERS;
            case SLOW_NODE -> Relay.Mode.SLOW;
            default -> Relay.Mode.CUT;
        };
        nemesis.begin(fault, name, node, () -> {
            relays.forEach(relay -> relay.set(Relay.Mode.OPEN));
            release(node);
        });
        relays.forEach(relay -> relay.set(mode));
    }

    /** A second process for a node that runs; every other time the node itself is cut off for half of the time. */
    void twin(FaultPlan.Planned fault, String name) throws IOException {
        String node = hold(fault);
        if (node.isEmpty()) {
            nemesis.skip(name);
            return;
        }
        NodeProcess twin = cluster.startTwin(node);
        nemesis.begin(fault, name, node, () -> {
            cluster.kill(twin);
            release(node);
        });
        if (fault.choice() / 2 % 2 == 0) {
            cluster.setRelays(node, Relay.Mode.CUT);
            nemesis.later(fault.forMillis() / 2, () -> cluster.setRelays(node, Relay.Mode.OPEN));
        }
    }
}
