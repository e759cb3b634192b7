package io.pogo.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The faults that the harness can make, each with its length: between two shares of the session timeout, in percent.
 */
enum FaultKind {
    /** A node is killed, and started again under its old id. */
    KILL_NODE(15, 120),
    /** A node leaves properly, and is started again. */
    CLOSE_NODE(80, 150),
    /** A node more joins, and leaves again. */
    ADD_NODE(200, 350),
    /** A node is frozen for less than its session. */
    PAUSE_NODE_SHORT(15, 60),
    /** A node is frozen for longer than its session. */
    PAUSE_NODE_LONG(140, 230),
    /** A follower of ZooKeeper's is killed, and started again. */
    KILL_SERVER(20, 90),
    /** ZooKeeper's leader is killed, and started again. */
    KILL_LEADER(20, 90),
    /** ZooKeeper's leader is frozen. */
    PAUSE_LEADER(40, 220),
    /** Two of ZooKeeper's three servers are down. */
    LOSE_QUORUM(20, 150),
    /** No data passes between a node and the server that it is connected to. */
    CUT_NODE(30, 200),
    /** The requests of a node do not reach the server that it is connected to. */
    CUT_REQUESTS(30, 200),
    /** The answers of the server that a node is connected to do not reach the node. */
    CUT_ANSWERS(30, 200),
    /** A node reaches no server. */
    ISOLATE_NODE(30, 230),
    /** All data between a node and all servers is delayed. */
    SLOW_NODE(100, 250),
    /** A follower of ZooKeeper's, which goes on answering its clients, is cut from its leader. */
    CUT_FOLLOWER(80, 230),
    /**
     * ZooKeeper's leader is cut off from its followers, which notice at once and elect another; it does not notice, and
     * goes on answering. A node that has just joined reaches only the old leader.
     */
    CUT_LEADER_ONE_WAY(220, 280),
    /**
     * A server of ZooKeeper's is restarted with a smaller {@code maxSessionTimeout}; a node reaches only that server,
     * and then none.
     */
    SHRINK_TIMEOUT(250, 350),
    /**
     * A second process tries to join under the id of a node, which every other time is cut off for longer than its
     * session.
     */
    TWIN(150, 300),
    /** A node's standard output is not read, so its log lines block; every second time the node is also cut off. */
    BLOCK_STDOUT(150, 300),
    /**
     * A node is frozen, and its monotonic clock with it, for longer than its session; when it wakes up it reaches no
     * server.
     */
    STOP_CLOCK(250, 350),
    /** A node gets 2 % of a core. */
    STARVE(100, 250),
    /** The heap of a node is full, for less than a lease: what enforces the end of one needs some memory too. */
    FILL_HEAP(20, 60);

    private final int leastPercent;
    private final int mostPercent;

    FaultKind(int leastPercent, int mostPercent) {
        this.leastPercent = leastPercent;
        this.mostPercent = mostPercent;
    }

    int leastPercent() {
        return leastPercent;
    }

    int mostPercent() {
        return mostPercent;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<FaultKind> named(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(FaultKind::label).collect(Collectors.joining(","));
    }
}
