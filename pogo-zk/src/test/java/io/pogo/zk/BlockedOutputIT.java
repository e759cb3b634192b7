package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.Ownership;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A process whose standard output is a full pipe, so that every thread of it that logs is blocked, the event loop
 * included. Then it is cut off.
 */
@Timeout(60)
class BlockedOutputIT {
    private static final Duration SESSION = Duration.ofSeconds(4);

    /** A pipe on Linux holds twice as much at most: lines are not divided. */
    private static final int MUCH = 1 << 15;

    private static final Duration LOOK = Duration.ofMillis(200);

    @ParameterizedTest
    @EnumSource
    void its_child_is_stopped_before_another_node_may_run_it(Ownership ownership) {
        try (Fleet fleet = new Fleet(ownership);
                Relay relay = new Relay(fleet.zk().server().getPort());
                RemoteNode node = blocked(fleet, relay, "worker")) {
            long cut = cutOff(relay);
            fleet.awaitRunning(1);
            assertThat(node.running()).isEmpty();
            assertThat(node.entries())
                    .filteredOn(entry -> entry.event().equals("STOP"))
                    .singleElement()
                    .satisfies(stop ->
                            assertThat(Duration.ofNanos(stop.nanos() - cut)).isLessThan(SESSION));
        }
    }

    @ParameterizedTest
    @EnumSource
    void its_JVM_is_halted_if_its_child_does_not_stop(Ownership ownership) {
        try (Fleet fleet = new Fleet(ownership);
                Relay relay = new Relay(fleet.zk().server().getPort());
                RemoteNode node = blocked(fleet, relay, NodeProcess.STUBBORN)) {
            long cut = cutOff(relay);
            assertThat(node.awaitExit()).isEqualTo(70);
            assertThat(Duration.ofNanos(System.nanoTime() - cut)).isLessThan(SESSION);
        }
    }

    private static long cutOff(Relay relay) {
        long before = System.nanoTime();
        relay.cut();
        return before;
    }

    /** A node that runs a child, and cannot write a line any more. */
    private static RemoteNode blocked(Fleet fleet, Relay relay, String type) {
        RemoteNode node = RemoteNode.startUnread(
                fleet,
                "node",
                SESSION,
                type,
                List.of("-D" + NodeProcess.CONNECT + "=" + relay.connectString(), "-Dpogo.log=DEBUG"));
        node.awaitJoined();
        DistributedSupervisor other = fleet.join("other");
        other.drain();
        other.startChild(ChildSpec.of("child", type).withShutdown(Duration.ofHours(1)));
        eventually().until(() -> node.running().size() == 1);
        other.undrain();
        node.tell("chatter");
        AtomicInteger seen = new AtomicInteger();
        eventually().pollInterval(LOOK).until(() -> {
            int unread = node.unread();
            return unread > MUCH && seen.getAndSet(unread) == unread;
        });
        return node;
    }
}
