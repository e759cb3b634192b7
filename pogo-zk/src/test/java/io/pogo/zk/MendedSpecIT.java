package io.pogo.zk;

import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.Ownership;
import io.pogo.ScopeClient;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A node reads the spec of a new child in the moment in which it cannot be read. */
class MendedSpecIT extends HeldBackRequests {
    @ParameterizedTest
    @EnumSource(Ownership.class)
    void it_runs_when_it_is_mended(Ownership ownership) throws Exception {
        open(ownership);
        scope.node("planner");
        nodeBehind(relay, "a", builder -> builder.childType("k", scope.workers()::worker));
        ScopeClient client = scope.client();
        relay.hold(FrameRelay.ANY, in("children", "child"));
        client.startChild(ChildSpec.of("child", "k"));
        relay.awaitHeld();
        Thread.sleep(300); // it is assigned
        String right = text(in("children", "child"));
        zk.client()
                .setData()
                .forPath(
                        in("children", "child"),
                        right.replace("{", "{\"format\":9,").getBytes(StandardCharsets.UTF_8));
        relay.letGo();
        Thread.sleep(500); // the node has read it, and passed it over
        zk.client().setData().forPath(in("children", "child"), right.getBytes(StandardCharsets.UTF_8));
        eventually(() -> assertThat(scope.workers().running()).contains("child"));
        client.close();
    }
}
