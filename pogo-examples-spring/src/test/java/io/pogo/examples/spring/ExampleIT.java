package io.pogo.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingServer;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Two processes of the executable jar and a real ZooKeeper: health, metrics, an outage, {@code kill -9}, SIGTERM. The
 * tests follow each other on the same processes.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExampleIT {
    private static final List<String> ALL =
            List.of("listener-1", "listener-2", "sleeper-1", "sleeper-2", "ticker-1", "ticker-2");
    private static final Pattern SLEEPER_UPDATED = Pattern.compile("\"id\":\"sleeper-1\"[^}]*\"revision\":2");
    private static final int TICK_MILLIS = 200;

    private static TestingServer zooKeeper;
    private static ApplicationProcess one;
    private static ApplicationProcess two;

    @BeforeAll
    static void start() throws Exception {
        zooKeeper = new TestingServer(new InstanceSpec(null, -1, -1, -1, true, -1, TICK_MILLIS, -1), true);
        one = new ApplicationProcess("one", zooKeeper.getConnectString());
        two = new ApplicationProcess("two", zooKeeper.getConnectString(), "--pogo.endpoint.verbs=true");
    }

    @AfterAll
    static void end() throws Exception {
        one.close();
        two.close();
        zooKeeper.close();
    }

    private static ConditionFactory within(int seconds) {
        return await().atMost(Duration.ofSeconds(seconds)).pollInterval(Duration.ofMillis(20));
    }

    private static void untilBothAreReady() {
        within(60).until(() -> one.status("/actuator/health") == 200 && two.status("/actuator/health") == 200);
    }

    @Test
    @Order(1)
    void both_are_up_share_the_children_and_are_measured() {
        untilBothAreReady();
        within(30).until(() -> one.children().size() == 3 && two.children().size() == 3);
        assertThat(one.text("/actuator/health")).contains("\"pogo\"", "\"leaseMarginMillis\"");
        assertThat(one.text("/actuator/health/readiness")).contains("UP");
        assertThat(one.text("/actuator/health/liveness")).contains("UP");
        assertThat(one.text("/actuator/prometheus"))
                .containsPattern("pogo_children\\{[^}]*node=\"one\"[^}]*state=\"running\"[^}]*} 3");
        assertThat(one.text("/actuator/info")).contains("\"scope\":\"pogo-example\"");
        assertThat(one.text("/actuator/pogo")).contains("\"specs\":6");
        assertThat(one.text("/actuator/pogo/explain/ticker-1")).contains("\"why\"");
    }

    @Test
    @Order(2)
    void the_endpoint_takes_requests_only_where_that_is_enabled() {
        assertThat(one.post("/actuator/pogo/restart/ticker-1")).isEqualTo(405);
        assertThat(two.post("/actuator/pogo/restart/ticker-1")).isEqualTo(200);
        assertThat(two.post("/actuator/pogo/restart/no-child")).isEqualTo(404);
    }

    @Test
    @Order(3)
    void without_zookeeper_they_are_alive_but_not_ready_and_come_back_by_themselves() throws Exception {
        zooKeeper.stop();
        within(10).until(() -> one.status("/actuator/health/readiness") == 503);
        within(10).until(() -> two.status("/actuator/health/readiness") == 503);
        assertThat(one.status("/actuator/health/liveness")).isEqualTo(200);
        assertThat(two.status("/actuator/health/liveness")).isEqualTo(200);
        zooKeeper.restart();
        within(30).until(() -> one.status("/actuator/health/readiness") == 200);
        within(30).until(() -> two.status("/actuator/health/readiness") == 200);
        within(30).until(() -> one.children().size() + two.children().size() == ALL.size());
    }

    @Test
    @Order(4)
    void the_children_of_a_killed_process_run_elsewhere_within_a_second() {
        one.close();
        within(1).until(() -> two.children().equals(ALL));
    }

    @Test
    @Order(5)
    void a_changed_list_is_rolled_out_by_the_next_process() throws Exception {
        one = new ApplicationProcess(
                "one",
                zooKeeper.getConnectString(),
                "--pogo.children[0].id=sleeper-1",
                "--pogo.children[0].type=sleeper",
                "--pogo.children[0].arguments.added=yes");
        untilBothAreReady();
        within(30)
                .until(() -> SLEEPER_UPDATED
                        .matcher(two.text("/actuator/pogo/children"))
                        .find());
    }

    @Test
    @Order(6)
    void a_process_that_is_asked_to_end_hands_its_children_over_within_two_seconds() throws Exception {
        two.process().destroy();
        within(2).until(() -> one.children().equals(ALL));
        assertThat(two.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(two.process().exitValue()).isEqualTo(128 + 15);
    }
}
