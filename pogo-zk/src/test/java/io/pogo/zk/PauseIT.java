package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.DistributedSupervisor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node that is frozen (SIGSTOP) and thawed again. */
class PauseIT {
    private final Fleet fleet = new Fleet(new TestZooKeeper(400));

    @AfterEach
    void end() {
        fleet.close();
    }

    @Test
    void a_node_paused_past_its_session_stops_what_it_had_before_it_starts_anything() {
        DistributedSupervisor survivor = fleet.join("survivor");
        try (RemoteNode frozen = RemoteNode.start(fleet, "frozen").awaitJoined()) {
            survivor.startChildren(Fleet.specs("c", 10));
            eventually()
                    .until(() -> frozen.running().size() == 5
                            && fleet.workers().running().size() == 5);
            Set<String> had = frozen.running();
            frozen.pause();
            fleet.awaitRunning(10);
            int before = frozen.entries().size();
            frozen.resume();
            eventually()
                    .until(() -> frozen.running().size() == 5
                            && fleet.workers().running().size() == 5
                            && survivor.members().size() == 2);

            List<RemoteNode.Entry> since =
                    frozen.entries().stream().skip(before).toList();
            assertThat(since.stream().limit(5).map(RemoteNode.Entry::event).toList())
                    .containsOnly("STOP");
            assertThat(since.stream().limit(5).map(RemoteNode.Entry::childId).collect(Collectors.toSet()))
                    .isEqualTo(had);
            assertSuccessorsHaveHigherTokens(frozen, had);
        }
    }

    @Test
    void a_node_paused_for_less_than_its_session_restarts_nothing() {
        Duration session = Duration.ofSeconds(6);
        DistributedSupervisor other = fleet.join("other", fleet.builder("other").sessionTimeout(session));
        try (RemoteNode frozen =
                RemoteNode.start(fleet, "frozen", session, "worker").awaitJoined()) {
            other.startChildren(Fleet.specs("c", 10));
            eventually()
                    .until(() -> frozen.running().size() == 5
                            && fleet.workers().running().size() == 5);
            long entries = frozen.entries().size();
            frozen.pause();
            Fleet.forAsLongAs(Duration.ofSeconds(1));
            frozen.resume();
            other.startChild(Fleet.specs("after", 1).get(0));
            eventually()
                    .until(() ->
                            frozen.running().size() + fleet.workers().running().size() == 11);
            assertThat(frozen.entries().size()
                            - entries
                            + fleet.workers().runs().size())
                    .isEqualTo(6);
        }
    }

    private void assertSuccessorsHaveHigherTokens(RemoteNode frozen, Set<String> had) {
        Map<String, Long> before = frozen.entries().stream()
                .filter(entry -> entry.event().equals("STOP") && had.contains(entry.childId()))
                .collect(Collectors.toMap(RemoteNode.Entry::childId, RemoteNode.Entry::token, Math::min));
        had.forEach(id -> assertThat(fleet.workers().runsOf(id).get(0).token()).isGreaterThan(before.get(id)));
    }
}
