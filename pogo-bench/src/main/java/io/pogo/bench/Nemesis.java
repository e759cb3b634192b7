package io.pogo.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Carries out a {@link FaultPlan}: makes each fault and heals it. On one thread. */
final class Nemesis {
    private static final Duration LEAVE = Duration.ofSeconds(25);

    private final Ensemble ensemble;
    private final Cluster cluster;
    private final History history;
    private final Consumer<String> progress;
    private final Map<FaultKind, Integer> made = new TreeMap<>();
    private final Set<String> busyNodes = new HashSet<>();
    private final Set<Integer> downServers = new HashSet<>();
    private final PriorityQueue<Due> timeline = new PriorityQueue<>(Comparator.comparingLong(Due::atNanos));
    private int extraNodes;

    Nemesis(Ensemble ensemble, Cluster cluster, History history, int nodes, Consumer<String> progress) {
        this.ensemble = ensemble;
        this.cluster = cluster;
        this.history = history;
        this.extraNodes = nodes;
        this.progress = progress;
    }

    @FunctionalInterface
    private interface Step {
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
            case KILL_NODE, CLOSE_NODE, PAUSE_NODE_SHORT, PAUSE_NODE_LONG -> onNode(fault, name);
            case CUT_NODE, CUT_REQUESTS, CUT_ANSWERS, ISOLATE_NODE, SLOW_NODE -> onRelays(fault, name);
            case ADD_NODE -> addNode(fault, name);
            case KILL_SERVER, KILL_LEADER, PAUSE_LEADER, LOSE_QUORUM, CUT_FOLLOWER -> onServers(fault, name);
        }
    }

    private void begin(FaultPlan.Planned fault, String name, String target, Step heal) {
        made.merge(fault.kind(), 1, Integer::sum);
        history.tell(History.What.FAULT, name, target, fault.forMillis());
        progress.accept(fault.kind().label() + " " + target + " for " + fault.forMillis() + " ms");
        timeline.add(new Due(System.nanoTime() + fault.forMillis() * 1_000_000, () -> {
            heal.run();
            history.tell(History.What.HEALED, name);
            progress.accept("healed " + fault.kind().label() + " " + target);
        }));
    }

    private void skip(String name) {
        progress.accept("skipped " + name + ": another fault is in the way");
    }

    private String freeNode(FaultPlan.Planned fault) {
        List<String> free = new ArrayList<>(cluster.alive());
        free.removeAll(busyNodes);
        return free.size() < 2 ? "" : free.get(fault.choice() % free.size());
    }

    private void onNode(FaultPlan.Planned fault, String name) throws IOException, InterruptedException {
        String node = freeNode(fault);
        NodeProcess process = cluster.process(node);
        if (process == null) {
            skip(name);
            return;
        }
        busyNodes.add(node);
        begin(fault, name, node, () -> {
            if (fault.kind() == FaultKind.CLOSE_NODE) {
                cluster.awaitLeft(node, LEAVE);
            }
            cluster.revive(node);
            busyNodes.remove(node);
        });
        switch (fault.kind()) {
            case KILL_NODE -> cluster.kill(node);
            case CLOSE_NODE -> process.leave();
            default -> cluster.pause(node, fault.forMillis());
        }
    }

    private void addNode(FaultPlan.Planned fault, String name) throws IOException {
        extraNodes++;
        String node = "n" + extraNodes;
        busyNodes.add(node);
        NodeProcess added = cluster.start(node);
        begin(fault, name, node, () -> {
            if (added.hasJoined()) {
                added.leave();
                cluster.awaitLeft(node, LEAVE);
            } else {
                cluster.kill(node);
            }
        });
    }

    private void onRelays(FaultPlan.Planned fault, String name) {
        String node = freeNode(fault);
        if (node.isEmpty()) {
            skip(name);
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
        busyNodes.add(node);
        begin(fault, name, node, () -> {
            relays.forEach(relay -> relay.set(Relay.Mode.OPEN));
            busyNodes.remove(node);
        });
        relays.forEach(relay -> relay.set(mode));
    }

    private void onServers(FaultPlan.Planned fault, String name) throws IOException, InterruptedException {
        int leader = ensemble.leader().orElse(0);
        if (leader == 0 || !downServers.isEmpty()) {
            skip(name);
            return;
        }
        int follower = 1 + (leader + fault.choice() % 2) % Ensemble.SIZE;
        switch (fault.kind()) {
            case KILL_SERVER -> killServers(fault, name, List.of(follower));
            case KILL_LEADER -> killServers(fault, name, List.of(leader));
            case LOSE_QUORUM -> killServers(fault, name, List.of(leader, follower));
            case PAUSE_LEADER -> {
                downServers.add(leader);
                begin(fault, name, "server" + leader, () -> downServers.remove(leader));
                ensemble.server(leader).pause(fault.forMillis());
            }
            default -> {
                downServers.add(follower);
                begin(fault, name, "server" + follower + "-server" + leader, () -> {
                    ensemble.link(follower, leader, Relay.Mode.OPEN);
                    downServers.remove(follower);
                });
                ensemble.link(follower, leader, Relay.Mode.CUT);
            }
        }
    }

    private void killServers(FaultPlan.Planned fault, String name, List<Integer> ids) throws InterruptedException {
        downServers.addAll(ids);
        begin(fault, name, "servers" + ids.toString().replace(" ", ""), () -> {
            for (int id : ids) {
                ensemble.start(id);
            }
            downServers.removeAll(ids);
        });
        for (int id : ids) {
            ensemble.server(id).kill();
        }
    }
}
