package io.pogo.zk;

import static io.pogo.zk.TestScope.LIMIT;
import static io.pogo.zk.TestScope.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A node whose users ask for more than ZooKeeper can answer at once. */
class FloodIT extends InScope {
    private static final int REQUESTS = 10_000;

    @Test
    void a_flood_of_requests_ends_no_lease_and_all_are_answered() {
        DistributedSupervisor node = scope.node("a", builder -> builder.requestTimeout(Duration.ofMinutes(5)));
        node.startChild(ChildSpec.of("child", WORKER));
        scope.awaitRunning("child");

        CompletableFuture<?>[] requests = IntStream.range(0, REQUESTS)
                .mapToObj(i -> node.findChildAsync("child"))
                .toArray(CompletableFuture[]::new);

        assertThat(CompletableFuture.allOf(requests)).succeedsWithin(LIMIT.multipliedBy(3));
        assertThat(scope.workers().running()).containsExactly("child");
        assertThat(scope.workers().runsOf("child")).hasSize(1);
    }

    @Test
    void a_request_that_does_not_get_its_turn_in_time_was_not_begun() {
        scope.node("patient"); // with which the scope is cleaned up
        DistributedSupervisor node = scope.node("a", builder -> builder.requestTimeout(Duration.ofMillis(1)));

        CompletableFuture<?>[] requests = IntStream.range(0, 2_000)
                .mapToObj(i -> node.findChildAsync("child"))
                .toArray(CompletableFuture[]::new);

        assertThat(CompletableFuture.allOf(requests))
                .failsWithin(LIMIT)
                .withThrowableThat()
                .withMessageContaining("did not get its turn within 1 ms");
    }
}
