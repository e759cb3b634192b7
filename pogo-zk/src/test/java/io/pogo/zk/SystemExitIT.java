package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.Ownership;
import io.pogo.ScopeClient;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A child that calls {@code System.exit} in a process with a shutdown hook, which waits for that very child. */
class SystemExitIT {
    private static final Duration SHUTDOWN = Duration.ofMillis(500);

    /** Far less than the default drain timeout. */
    private static final Duration SOON = Duration.ofSeconds(10);

    @ParameterizedTest
    @EnumSource
    void its_process_ends_soon_after_the_childs_time_to_stop(Ownership ownership) {
        try (Fleet fleet = new Fleet(ownership);
                RemoteNode node = RemoteNode.start(fleet, "a", Fleet.SESSION, NodeProcess.EXITING)
                        .awaitJoined();
                ScopeClient client = client(fleet)) {
            client.startChild(ChildSpec.of("child", NodeProcess.EXITING).withShutdown(SHUTDOWN));
            eventually().until(() -> node.running().contains("child"));

            assertThat(node.awaitExit()).isEqualTo(NodeProcess.EXIT_CODE);

            long began = node.entries().get(node.entries().size() - 1).nanos();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(SHUTDOWN, SOON);
        }
    }

    private static ScopeClient client(Fleet fleet) {
        return ZooKeeperScopeClient.builder()
                .connectString(fleet.zk().connectString())
                .scope(fleet.scope())
                .connect();
    }
}
