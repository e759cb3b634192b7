package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.ChildConflictException;
import io.pogo.ChildSpec;
import io.pogo.LayoutException;
import io.pogo.StartChildrenException;
import io.pogo.UnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A supervisor that cannot start says why, and leaves nothing behind. */
class StartFailureIT {
    private final Fleet fleet = new Fleet();

    @AfterEach
    void end() {
        fleet.close();
    }

    @Test
    void a_zookeeper_that_refuses_connections_is_unavailable_within_the_connection_timeout() throws Exception {
        assertUnavailable("127.0.0.1:" + closedPort());
    }

    @Test
    void a_zookeeper_that_never_answers_is_unavailable_within_the_connection_timeout() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            assertUnavailable("127.0.0.1:" + silent.getLocalPort());
        }
    }

    @Test
    void a_host_that_does_not_exist_is_unavailable_within_the_connection_timeout() {
        assertUnavailable("no-such-host.invalid:2181");
    }

    @Test
    void a_scope_of_another_layout_is_refused() throws Exception {
        for (String layout : List.of("{\"version\":2}", "{}", "not JSON", "")) {
            fleet.zk()
                    .client()
                    .create()
                    .orSetData()
                    .creatingParentsIfNeeded()
                    .forPath(fleet.path("/layout"), layout.getBytes(StandardCharsets.UTF_8));
            assertLeavesNothing(() -> fleet.builder("a").start(), LayoutException.class, fleet.path("/layout"));
            assertThat(fleet.zk().client().getData().forPath(fleet.path("/layout")))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(layout);
        }
        assertThat(fleet.zk().tree(fleet.path("")))
                .doesNotContain(fleet.path("/members/a"))
                .noneMatch(path -> path.contains("latch"));
    }

    @Test
    void an_initial_child_that_is_there_with_another_spec_makes_the_start_fail() {
        fleet.join("b").startChild(ChildSpec.of("c", "worker"));
        fleet.awaitRunning(1);
        assertThatThrownBy(() -> fleet.builder("a")
                        .initialChildren(List.of(ChildSpec.of("c", "worker").withArgument("k", "v")))
                        .start())
                .isInstanceOfAny(ChildConflictException.class, StartChildrenException.class)
                .hasMessageContaining("c");
        fleet.awaitRunning(1);
        assertThat(fleet.zk().tree(fleet.path("/members"))).containsExactly(fleet.path("/members/b"));
    }

    private void assertUnavailable(String connectString) {
        long begin = System.nanoTime();
        assertLeavesNothing(
                () -> fleet.quick("a")
                        .connectString(connectString)
                        .connectionTimeout(Duration.ofSeconds(1))
                        .start(),
                UnavailableException.class,
                connectString);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(8));
    }

    private static void assertLeavesNothing(ThrowingCallable start, Class<?> failure, String message) {
        Set<Thread> before = threads();
        assertThatThrownBy(start).isInstanceOf(failure).hasMessageContaining(message);
        eventually()
                .untilAsserted(() -> assertThat(threads())
                        .filteredOn(StartFailureIT::isClients)
                        .isSubsetOf(before));
    }

    private static boolean isClients(Thread thread) {
        String name = thread.getName();
        return name.startsWith("pogo-")
                || name.contains("-SendThread")
                || name.contains("-EventThread")
                || name.startsWith("Curator-");
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .collect(Collectors.toSet());
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
