package io.pogo.bench;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The faults of ZooKeeper's servers. One at a time: two of the three must be left, but for a loss of the quorum. */
final class ServerFaults {
    private static final int LOOK_MILLIS = 200;
    private static final int LOOKS = 60;
    private static final int SERVING_LOOKS = 25;
    private static final int CALM_MILLIS = 2_000;

    private final Nemesis nemesis;
    private final Ensemble ensemble;
    private final Cluster cluster;
    private final Tail tail;
    private final NodeFaults nodeFaults;
    private final Set<Integer> busy = new HashSet<>();

    ServerFaults(Nemesis nemesis, ChaosEnvironment world, NodeFaults nodeFaults) {
        this.nemesis = nemesis;
        this.ensemble = world.ensemble;
        this.cluster = world.cluster;
        this.tail = world.tail;
        this.nodeFaults = nodeFaults;
    }

    void make(FaultPlan.Planned fault, String name) throws IOException, InterruptedException {
        int leader = ensemble.leader().orElse(0);
        if (leader == 0 || !busy.isEmpty()) {
            nemesis.skip(name);
            return;
        }
        int follower = 1 + (leader + fault.choice() % 2) % Ensemble.SIZE;
        switch (fault.kind()) {
            case KILL_SERVER -> kill(fault, name, List.of(follower));
            case KILL_LEADER -> kill(fault, name, List.of(leader));
            case LOSE_QUORUM -> kill(fault, name, List.of(leader, follower));
            case PAUSE_LEADER -> pause(fault, name, leader);
            case CUT_LEADER_ONE_WAY -> depose(fault, name, leader);
            case SHRINK_TIMEOUT -> shrink(fault, name, follower);
            default -> cut(fault, name, follower, leader);
        }
    }

    private void pause(FaultPlan.Planned fault, String name, int id) throws IOException {
        busy.add(id);
        nemesis.begin(fault, name, "server" + id, () -> busy.remove(id));
        ensemble.server(id).pause(fault.forMillis());
    }

    private void cut(FaultPlan.Planned fault, String name, int follower, int leader) {
        busy.add(follower);
        nemesis.begin(fault, name, "server" + follower + "-server" + leader, () -> {
            ensemble.link(follower, leader, Relay.Mode.OPEN);
            busy.remove(follower);
        });
        ensemble.link(follower, leader, Relay.Mode.CUT);
    }

    private void kill(FaultPlan.Planned fault, String name, List<Integer> ids) throws InterruptedException {
        busy.addAll(ids);
        nemesis.begin(fault, name, "servers" + ids.toString().replace(" ", ""), () -> {
            for (int id : ids) {
                ensemble.start(id);
            }
            busy.removeAll(ids);
        });
        for (int id : ids) {
            ensemble.server(id).kill();
        }
    }

    /**
     * Lets a node join that reaches only the leader, and when it runs something cuts the leader off from its followers.
     */
    private void depose(FaultPlan.Planned fault, String name, int leader) throws IOException {
        busy.add(leader);
        String node = nodeFaults.next();
        NodeProcess confined = cluster.startConfined(node, leader);
        awaitChildren(confined, LOOKS, () -> {
            nemesis.begin(fault, name, "server" + leader + "-" + node, () -> {
                ensemble.readmit(leader);
                cluster.unconfine(node);
                nodeFaults.remove(confined, node);
                busy.remove(leader);
            });
            ensemble.depose(leader);
        });
    }

    /** Takes the next step a moment after a node runs a child, or when it has been waited for long enough. */
    private void awaitChildren(NodeProcess node, int looks, Nemesis.Step next) throws IOException {
        if (looks == 0 || !tail.running(Set.of(node.id())).isEmpty()) {
            nemesis.later(CALM_MILLIS, next);
        } else {
            nemesis.later(LOOK_MILLIS, () -> awaitChildren(node, looks - 1, next));
        }
    }

    /** Restarts a server with a smaller session timeout, leaves a node that one only, and then cuts it off. */
    private void shrink(FaultPlan.Planned fault, String name, int id) throws IOException, InterruptedException {
        String node = nodeFaults.hold(fault);
        if (node.isEmpty()) {
            nemesis.skip(name);
            return;
        }
        busy.add(id);
        nemesis.begin(fault, name, "server" + id + "-" + node, () -> {
            ensemble.restart(id, false);
            cluster.setRelays(node, Relay.Mode.OPEN);
            nodeFaults.release(node);
            busy.remove(id);
        });
        ensemble.restart(id, true);
        awaitServing(id, SERVING_LOOKS, () -> cluster.confine(node, id));
        nemesis.later(fault.forMillis() / 2, () -> cluster.setRelays(node, Relay.Mode.CUT));
    }

    private void awaitServing(int id, int looks, Nemesis.Step next) throws IOException, InterruptedException {
        if (ensemble.mode(id).isPresent()) {
            next.run();
        } else if (looks > 0) {
            nemesis.later(LOOK_MILLIS, () -> awaitServing(id, looks - 1, next));
        }
    }
}
