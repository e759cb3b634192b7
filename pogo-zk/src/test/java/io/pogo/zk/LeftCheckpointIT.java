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
        ScopeClient client = withCheckpoint(ownership);
        scope.leave("a");
        client.terminateChild("child");
        client.repair(client.check());
        scope.node("b");
        eventually(() -> assertThat(stat(in("checkpoints", "child"))).isNull());
        client.close();
    }

    /** The checkpoint cannot be removed: it has something below it, or something stands where the spec was. */
    @ParameterizedTest
    @EnumSource(Ownership.class)
    void one_that_cannot_be_removed_is_no_work_without_end(Ownership ownership) throws Exception {
        ScopeClient client = withCheckpoint(ownership);
        String below = in("checkpoints", "child") + "/foreign";
        zk.client().create().forPath(below);
        client.terminateChild("child");
        eventually(() -> assertThat(stat(in("owners", "child"))).isNull());
        isQuiet();
        ephemeral(in("children", "child"));
        zk.client().delete().forPath(below);
        isQuiet();

        zk.client().delete().forPath(in("children", "child"));

        eventually(() -> assertThat(stat(in("checkpoints", "child"))).isNull());
        client.close();
    }

    private static void isQuiet() throws Exception {
        long before = zk.packets();
        Thread.sleep(1_000); // the time over which requests are counted
        assertThat(zk.packets() - before).isLessThan(100);
    }

    private ScopeClient withCheckpoint(Ownership ownership) throws Exception {
        open(ownership);
        scope.offering("saver", made -> context -> {
            context.checkpoint().save("x".getBytes(StandardCharsets.UTF_8));
            Thread.currentThread().join();
        });
        scope.node("a");
        ScopeClient client = scope.client();
        client.startChild(ChildSpec.of("child", "saver"));
        eventually(() -> assertThat(stat(in("checkpoints", "child"))).isNotNull());
        return client;
    }
}
