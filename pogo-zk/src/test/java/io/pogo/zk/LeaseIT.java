package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.Uninterruptibles;
import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.DistributedSupervisor;
import io.pogo.Ownership;
import io.pogo.Restart;
import io.pogo.StartStopChild;
import io.pogo.View;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** ZooKeeper cannot be reached for longer than two thirds of the session timeout. */
class LeaseIT {
    private final Fleet fleet = new Fleet(ownership());

    /** What the locks of the scope are made of. */
    Ownership ownership() {
        return TestScope.OWNERSHIP;
    }

    @AfterEach
    void end() {
        fleet.close();
    }

    @Test
    void children_stop_before_their_session_can_be_over_and_run_again_when_zookeeper_is_back() throws Exception {
        DistributedSupervisor a = fleet.join("a");
        fleet.join("b");
        a.startChildren(Fleet.specs("c", 10));
        fleet.awaitRunning(10);
        fleet.zk().server().stop();
        long away = System.nanoTime();
        fleet.awaitRunning(0);
        assertThat(Duration.ofNanos(System.nanoTime() - away)).isLessThan(Fleet.SESSION);
        fleet.zk().server().restart();
        fleet.awaitRunning(10);
        eventually()
                .until(() -> fleet.workers().countOn("a") == 5 && a.members().size() == 2);
    }

    @Test
    void a_node_that_is_told_to_halts_before_another_may_start_the_child_that_does_not_stop() throws Exception {
        Duration session = Duration.ofSeconds(4);
        DistributedSupervisor asker = fleet.join("asker");
        try (RemoteNode node =
                RemoteNode.start(fleet, "node", session, NodeProcess.STUBBORN).awaitJoined()) {
            asker.startChild(ChildSpec.of("mule", NodeProcess.STUBBORN).withShutdown(Duration.ofHours(1)));
            eventually().until(() -> node.running().size() == 1);
            fleet.zk().server().stop();
            long away = System.nanoTime();
            assertThat(node.awaitExit()).isEqualTo(70);
            assertThat(Duration.ofNanos(System.nanoTime() - away)).isLessThan(session);
        }
        fleet.zk().server().restart();
        eventually().until(() -> asker.terminateChild("mule"));
    }

    @Test
    void a_temporary_child_that_the_lease_has_stopped_is_not_run_again() throws Exception {
        DistributedSupervisor a = fleet.join("a");
        a.startChild(ChildSpec.of("once", "worker").withRestart(Restart.TEMPORARY));
        a.startChild(ChildSpec.of("always", "worker"));
        fleet.awaitRunning(2);
        fleet.zk().server().stop();
        fleet.awaitRunning(0);
        fleet.zk().server().restart();
        fleet.awaitRunning(1);
        eventually().until(() -> a.findChild("once").isEmpty());
        assertThat(fleet.workers().runsOf("once")).hasSize(1);
    }

    @Test
    void threads_that_take_long_to_start_keep_no_node_from_proving_that_it_lives() {
        fleet.join(
                        "a",
                        fleet.builder("a")
                                .sessionTimeout(Fleet.SESSION.multipliedBy(2))
                                .childThreads(task -> {
                                    Uninterruptibles.sleepUninterruptibly(Duration.ofMillis(200));
                                    return new Thread(task);
                                }))
                .startChildren(Fleet.specs("c", 50));

        fleet.awaitRunning(50);

        assertThat(fleet.workers().runs())
                .as("no lease has ended, no child was started again")
                .hasSize(50);
    }

    @Test
    void children_stop_in_time_however_long_the_threads_take_that_others_are_stopped_on() throws Exception {
        AtomicBoolean slow = new AtomicBoolean();
        Duration session = Fleet.SESSION.multipliedBy(2);
        DistributedSupervisor a = fleet.join(
                "a",
                fleet.builder("a")
                        .sessionTimeout(session)
                        .childType("pair", context -> StartStopChild.of(() -> () -> {}))
                        .childThreads(task -> {
                            if (slow.get()) {
                                Uninterruptibles.sleepUninterruptibly(Duration.ofMillis(200));
                            }
                            return new Thread(task);
                        }));
        a.startChildren(Fleet.specs("c", 20));
        a.startChildren(IntStream.range(0, 40)
                .mapToObj(i -> ChildSpec.of("p" + i, "pair"))
                .toList());
        fleet.awaitRunning(20);
        eventually()
                .until(() -> a.whichChildren(View.LOCAL).stream()
                                .filter(child -> child.state() == ChildState.RUNNING)
                                .count()
                        == 60);
        slow.set(true);
        fleet.zk().server().stop();
        long away = System.nanoTime();
        fleet.awaitRunning(0);
        assertThat(Duration.ofNanos(System.nanoTime() - away)).isLessThan(session);
        slow.set(false);
        fleet.zk().server().restart();
        fleet.awaitRunning(20);
    }
}
