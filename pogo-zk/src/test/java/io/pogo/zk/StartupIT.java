package io.pogo.zk;

import static io.pogo.zk.TestScope.WORKER;
import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.Startup;
import io.pogo.SupervisorClosedException;
import io.pogo.UnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node that is built before it is started, and one that is started before ZooKeeper. */
@Timeout(60)
class StartupIT {
    private static final Duration AT_ONCE = Duration.ofSeconds(2);
    private static final String SCOPE = "startup";

    private final int port = InstanceSpec.getRandomPort();
    private final Workers workers = new Workers();
    private final ZooKeeperSupervisor.Builder builder = ZooKeeperSupervisor.builder()
            .connectString("127.0.0.1:" + port)
            .scope(SCOPE)
            .nodeId("early")
            .sessionTimeout(Duration.ofSeconds(2))
            .connectionTimeout(Duration.ofMillis(300))
            .requestTimeout(Duration.ofSeconds(5))
            .childType(WORKER, workers::worker)
            .initialChildren(List.of(ChildSpec.of("initial", WORKER)));

    private @Nullable TestingServer server;

    @AfterEach
    void stopServer() throws Exception {
        if (server != null) {
            server.close();
        }
        eventually(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("pogo-early-")));
    }

    private TestingServer startServer() throws Exception {
        TestingServer started = new TestingServer(new InstanceSpec(null, port, -1, -1, true, -1, 200, -1), true);
        server = started;
        return started;
    }

    private static void awaitReady(DistributedSupervisor node) {
        eventually(() -> assertThat(node.health().connected() && node.health().plannerKnown())
                .isTrue());
    }

    @Test
    void one_that_waits_comes_up_without_zookeeper_and_joins_when_that_is_there() throws Exception {
        long begun = System.nanoTime();
        try (DistributedSupervisor node = builder.startup(Startup.WAIT).start()) {
            assertThat(System.nanoTime() - begun).isLessThan(AT_ONCE.toNanos());
            assertThat(node.health().connected()).isFalse();
            assertThat(node.health().plannerKnown()).isFalse();

            startServer();

            awaitReady(node);
            eventually(() -> assertThat(workers.running()).containsExactly("initial"));
        }
    }

    @Test
    void one_that_waits_can_be_closed_meanwhile() {
        DistributedSupervisor node = builder.startup(Startup.WAIT).start();
        long begun = System.nanoTime();

        node.close();

        assertThat(System.nanoTime() - begun).isLessThan(AT_ONCE.toNanos());
    }

    @Test
    void one_that_waits_also_waits_for_a_scope_that_it_understands() throws Exception {
        try (TestClient zk = new TestClient(startServer().getConnectString())) {
            String layout = "/pogo/" + SCOPE + "/layout";
            zk.create(layout, "{\"version\":99}".getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(builder::start).hasMessageContaining("99");

            try (DistributedSupervisor node = builder.startup(Startup.WAIT).start()) {
                eventually(() -> assertThat(node.health().connected()).isTrue());
                assertThat(node.health().plannerKnown()).isFalse();
                zk.delete(layout);
                awaitReady(node);
            }
        }
    }

    @Test
    void one_that_is_built_does_nothing_until_it_is_started_and_is_started_once() throws Exception {
        DistributedSupervisor node = builder.build();
        assertThat(node.health().connected()).isFalse();
        assertThatThrownBy(node::whichChildren)
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("not been started");

        startServer();
        node.start();
        node.start();
        awaitReady(node);
        eventually(() -> assertThat(workers.running()).containsExactly("initial"));

        node.close();
        assertThatThrownBy(node::whichChildren).isInstanceOf(SupervisorClosedException.class);
    }

    @Test
    void one_that_was_closed_or_whose_start_failed_is_not_started_again() {
        DistributedSupervisor closed = builder.build();
        closed.close();
        assertThatCode(closed::close).doesNotThrowAnyException();
        assertThatThrownBy(closed::start).isInstanceOf(SupervisorClosedException.class);

        DistributedSupervisor failed = builder.build();
        assertThatThrownBy(failed::start).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(failed::start).isInstanceOf(UnavailableException.class);
        failed.close();
    }
}
