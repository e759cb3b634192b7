package io.pogo.zk;

import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.Ownership;
import io.pogo.ScopeClient;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A checkpoint is left behind. */
class LeftCheckpointIT extends HeldBackRequests {
    /** The child is terminated while there is no node, and the scope is repaired. */
    @ParameterizedTest
    @EnumSource(Ownership.class)
    void after_a_repair_without_nodes(Ownership ownership) throws Exception {
        open(ownership);
        scope.offering("saver", made -> context -> {
            context.checkpoint().save("x".getBytes(StandardCharsets.UTF_8));
            Thread.currentThread().join();
        });
        scope.node("a");
        ScopeClient client = scope.client();
        client.startChild(ChildSpec.of("child", "saver"));
        eventually(() -> assertThat(stat(in("checkpoints", "child"))).isNotNull());
        scope.leave("a");
        client.terminateChild("child");
        client.repair(client.check());
        scope.node("b");
        eventually(() -> assertThat(stat(in("checkpoints", "child"))).isNull());
        client.close();
    }
}
