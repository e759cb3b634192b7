package io.pogo.zk;

import static io.pogo.zk.TestScope.WORKER;
import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.DistributedSupervisor;
import io.pogo.ScopeClient;
import io.pogo.engine.format.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Records that planners with other clocks have written: nobody waits by them, and nobody shows by them what is not so.
 */
class ClockIT extends InScope {
    private final AtomicBoolean healed = new AtomicBoolean();
    private final AtomicInteger tries = new AtomicInteger();
    private DistributedSupervisor node;
    private String record;

    @BeforeEach
    void quarantineAChild() {
        scope.offering(
                "crasher",
                made -> scope.workers().recorded(context -> {
                    tries.incrementAndGet();
                    if (!healed.get()) {
                        throw new IllegalStateException("crash");
                    }
                    Thread.currentThread().join();
                }));
        node = scope.node("a", builder -> builder.quarantine(Duration.ofMinutes(1)));
        node.startChild(ChildSpec.of("bad", "crasher").withMaxRestarts(0, Duration.ofSeconds(5)));
        eventually(() -> assertThat(node.findChild("bad").orElseThrow().state()).isEqualTo(ChildState.FAILED));
        record = scope.znodesOfChildren().stream()
                .filter(path -> path.contains("/failures/"))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-PT1H", "PT1H", "PT48H"})
    void a_rest_lasts_as_long_as_it_says_whatever_the_clock_of_the_planner_that_wrote_it(Duration offset) {
        healed.set(true);
        writeRest(100, Instant.now().plus(offset));

        scope.awaitRunning("bad");
    }

    @Test
    void a_child_rests_although_the_planner_that_wrote_it_was_an_hour_behind() {
        writeRest(60_000, Instant.now().minus(Duration.ofHours(1)));
        ScopeClient client = scope.client();
        client.startChild(ChildSpec.of("other", WORKER));
        scope.awaitRunning("other");

        assertThat(client.findChild("bad").orElseThrow().state()).isEqualTo(ChildState.FAILED);
        assertThat(node.findChild("bad").orElseThrow().state()).isEqualTo(ChildState.FAILED);
        assertThat(client.explain("bad").why()).startsWith("quarantined until ");
        assertThat(tries).hasValue(1);
    }

    private void writeRest(long millis, Instant shown) {
        try {
            ObjectNode json = Json.parse(scope.zk().client().getData().forPath(record));
            json.put("rest", millis);
            json.put("retryAt", shown.toString());
            scope.zk().client().setData().forPath(record, Json.bytes(json));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
