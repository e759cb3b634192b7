package io.pogo.zk;

import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.DistributedSupervisor;
import io.pogo.Ownership;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.junit.jupiter.api.Test;

/** A node removes an ephemeral layout late, when another node has made the real one. */
class LateLayoutIT extends HeldBackRequests {
    @Test
    void locks_of_two_kinds_do_not_meet() throws Exception {
        open(Ownership.CLAIM);
        ephemeral(scope.root() + "/layout");
        relay.hold(OpCode.delete, "/layout");
        CompletableFuture<DistributedSupervisor> late = CompletableFuture.supplyAsync(
                () -> nodeBehind(relay, "late", builder -> builder.ownership(Ownership.LEADER_LATCH)));
        relay.awaitHeld();
        scope.node("first");
        assertThat(text(scope.root() + "/layout")).contains("claim");
        relay.letGo();
        assertThat(late).failsWithin(Duration.ofSeconds(30));
        assertThat(text(scope.root() + "/layout")).contains("claim");
    }
}
