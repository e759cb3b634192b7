package io.pogo.zk;

import static com.google.common.util.concurrent.Uninterruptibles.awaitUninterruptibly;
import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.ChildInfo;
import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.CloseException;
import io.pogo.DistributedSupervisor;
import io.pogo.MemberInfo;
import io.pogo.NodeIdInUseException;
import io.pogo.Ownership;
import io.pogo.View;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two supervisors with one node id that share a client, and so a session. */
class TwinIT {
    private static final ChildSpec STUBBORN = ChildSpec.of("child", "stubborn").withShutdown(Duration.ofMillis(100));

    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @ParameterizedTest
    @EnumSource
    void a_second_supervisor_with_the_id_of_a_live_one_is_refused(Ownership ownership) throws Exception {
        try (Fleet fleet = new Fleet(ownership);
                CuratorFramework client = fleet.zk().newClient()) {
            assertThat(client.blockUntilConnected(10, TimeUnit.SECONDS)).isTrue();
            DistributedSupervisor first = fleet.join("a", builder(fleet, client));
            first.startChildren(Fleet.specs("c", 5));
            fleet.awaitRunning(5);

            CompletableFuture<?> twin = CompletableFuture.supplyAsync(builder(fleet, client)::start);
            first.terminateChildren(List.of("c0", "c1", "c2", "c3", "c4"));
            assertThat(twin)
                    .failsWithin(Duration.ofSeconds(30))
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(NodeIdInUseException.class)
                    .withMessageContaining("node id a is in use by another live member");

            assertThat(first.members()).extracting(MemberInfo::id).containsExactly("a");
            assertThat(fleet.zk().tree(fleet.path("/assignments"))).contains(fleet.path("/assignments/a"));
            first.startChildren(Fleet.specs("more", 5));
            fleet.awaitRunning(5);
            assertThat(fleet.workers().runs()).hasSize(10);
            fleet.leave("a");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_child_that_is_stuck_in_a_closed_supervisor_runs_in_its_successor_only_after(Ownership ownership)
            throws Exception {
        try (Fleet fleet = new Fleet(ownership);
                CuratorFramework client = fleet.zk().newClient()) {
            assertThat(client.blockUntilConnected(10, TimeUnit.SECONDS)).isTrue();
            DistributedSupervisor first = builder(fleet, client).start();
            first.startChild(STUBBORN);
            fleet.awaitRunning(1);
            assertThatThrownBy(first::close).isInstanceOf(CloseException.class);
            Set<String> locks = locks(fleet);
            assertThat(locks).hasSize(1);

            DistributedSupervisor second = fleet.join("a", builder(fleet, client));
            second.startChildren(Fleet.specs("c", 3));
            fleet.awaitRunning(4);
            eventually()
                    .untilAsserted(() -> assertThat(second.whichChildren(View.LOCAL))
                            .filteredOn(child -> child.id().equals("child"))
                            .singleElement()
                            .matches(child -> child.state() == ChildState.STARTING && child.fencingToken() == 0));
            assertThat(second.findChild("child").map(ChildInfo::node)).contains("a");
            assertThat(locks(fleet)).containsAll(locks);
            assertThat(fleet.workers().runsOf("child")).hasSize(1);

            mayEnd.countDown();

            eventually().until(() -> fleet.workers().runsOf("child").size() == 2);
            assertThat(fleet.workers().runsOf("child").stream()
                            .map(Workers.Run::token)
                            .distinct())
                    .hasSize(2);
            fleet.leave("a");
        } finally {
            mayEnd.countDown();
        }
    }

    private Set<String> locks(Fleet fleet) {
        return fleet.zk().tree(fleet.path("/owners")).stream()
                .filter(path -> path.contains("/child/"))
                .collect(Collectors.toSet());
    }

    private ZooKeeperSupervisor.Builder builder(Fleet fleet, CuratorFramework client) {
        return fleet.quick("a")
                .client(client)
                .drainTimeout(Duration.ofMillis(300))
                .childType("worker", fleet.workers()::worker)
                .childType("stubborn", made -> fleet.workers().recorded(context -> awaitUninterruptibly(mayEnd)));
    }
}
