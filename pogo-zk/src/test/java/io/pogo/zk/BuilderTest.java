package io.pogo.zk;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a builder refuses, and how it says so. */
class BuilderTest {
    @Test
    void what_is_needed_is_named() {
        assertRefused(() -> builder().connectString("zk:2181").start(), "a scope is needed: call scope(...)");
        assertRefused(() -> builder().scope("s").start(), "connectString(...) or client(...) is needed");
    }

    @Test
    void a_client_must_be_started_have_no_namespace_and_come_without_a_connect_string() {
        try (CuratorFramework client = client(null)) {
            assertRefused(
                    () -> builder()
                            .scope("s")
                            .client(client)
                            .connectString("zk:2181")
                            .start(),
                    "connectString(...) and client(...) exclude each other");
            assertRefused(() -> builder().scope("s").client(client).start(), "it must be started");
        }
        try (CuratorFramework client = client("ns")) {
            client.start();
            assertRefused(() -> builder().scope("s").client(client).start(), "the client has the namespace ns");
        }
    }

    @Test
    void values_out_of_range_are_named_with_their_limits() {
        assertRefused(
                () -> builder().sessionTimeout(Duration.ZERO), "sessionTimeout is PT0S; it must be PT0.1S to PT1H");
        assertRefused(
                () -> builder().connectionTimeout(Duration.ofSeconds(-1)), "connectionTimeout is PT-1S; it must be");
        assertRefused(() -> builder().requestTimeout(Duration.ofHours(2)), "requestTimeout is PT2H; it must be");
        assertRefused(() -> builder().drainTimeout(Duration.ofMillis(-1)), "drainTimeout is PT-0.001S; it must be");
        assertRefused(() -> builder().settleDelay(Duration.ofDays(300_000)), "settleDelay is PT7200000H; it must be");
        assertRefused(() -> builder().rebalanceDelay(Duration.ofMillis(-1)), "rebalanceDelay is");
        assertRefused(
                () -> builder().quarantine(Duration.ofMinutes(6)), "quarantine is PT6M; it must be PT0.001S to PT5M");
        assertRefused(() -> builder().maxConcurrentMoves(0), "maxConcurrentMoves is 0; it must be 1 or more");
        assertRefused(
                () -> builder().scopeLimits(0, 1), "scopeLimits is 0 children and 1 bytes; each must be 1 or more");
        assertRefused(() -> builder().scopeLimits(1, 0), "scopeLimits is 1 children and 0 bytes");
        assertRefused(() -> builder().maxChildren(0), "maxChildren is 0; it must be 1 to 8000");
        assertRefused(() -> builder().maxChildren(8001), "maxChildren is 8001; it must be 1 to 8000");
    }

    @Test
    void a_child_type_is_offered_once_under_a_legal_name() {
        assertRefused(
                () -> builder().childType("t", context -> run -> {}).childType("t", context -> run -> {}),
                "child type \"t\" is offered twice");
        assertRefused(() -> builder().childType("", context -> run -> {}), "child type is empty");
    }

    @Test
    void a_connect_string_that_is_none_is_refused() {
        assertRefused(() -> builder().scope("s").connectString("").start(), "connect");
        assertRefused(() -> builder().scope("s").connectString("zk:port").start(), "zk:port");
        assertRefused(() -> builder().scope("s").connectString("zk:2181/a//b").start(), "a//b");
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class)
                .hasMessageContaining(message);
    }

    private static ZooKeeperSupervisor.Builder builder() {
        return ZooKeeperSupervisor.builder();
    }

    private static CuratorFramework client(@Nullable String namespace) {
        return CuratorFrameworkFactory.builder()
                .connectString("127.0.0.1:1")
                .namespace(namespace)
                .retryPolicy(new RetryOneTime(1))
                .build();
    }
}
