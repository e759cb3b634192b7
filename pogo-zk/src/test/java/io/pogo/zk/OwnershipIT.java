package io.pogo.zk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.ChildSpec;
import io.pogo.LayoutException;
import io.pogo.Ownership;
import io.pogo.engine.format.ScopePaths;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** All nodes of a scope use the same kind of lock. */
class OwnershipIT extends InScope {
    @Test
    void a_node_that_would_mix_claims_into_a_scope_of_latches_is_refused() throws Exception {
        scope.node("a", builder -> builder.ownership(Ownership.LEADER_LATCH));
        assertThat(layout()).isEqualTo("{\"version\":1}");
        assertThatThrownBy(() -> scope.node("b", builder -> builder.ownership(Ownership.CLAIM)))
                .isInstanceOf(LayoutException.class)
                .hasMessageContaining("LEADER_LATCH")
                .hasMessageContaining("CLAIM")
                .hasMessageContaining(scope.root() + "/layout");
    }

    @Test
    void a_node_that_would_mix_latches_into_a_scope_of_claims_is_refused_and_the_others_go_on() throws Exception {
        var a = scope.node("a", builder -> builder.ownership(Ownership.CLAIM));
        assertThat(layout()).isEqualTo("{\"version\":1,\"ownership\":\"claim\"}");
        assertThatThrownBy(() -> scope.node("b", builder -> builder.ownership(Ownership.LEADER_LATCH)))
                .isInstanceOf(LayoutException.class)
                .hasMessageContaining("ownership(Ownership.CLAIM)");
        a.startChild(ChildSpec.of("child", TestScope.WORKER));
        scope.awaitRunning("child");
        assertThat(scope.latchesOf("child")).containsExactly(scope.root() + "/owners/" + bucketAnd("child") + "/claim");
    }

    @Test
    void a_scope_of_an_unknown_kind_of_lock_is_refused() throws Exception {
        String layout = scope.root() + "/layout";
        scope.zk()
                .client()
                .create()
                .creatingParentsIfNeeded()
                .forPath(layout, "{\"version\":1,\"ownership\":\"x\"}".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> scope.node("a"))
                .isInstanceOf(LayoutException.class)
                .hasMessageContaining("ownership");
        scope.zk().client().delete().forPath(layout);
    }

    private String bucketAnd(String id) {
        String path = new ScopePaths("x").owner(id);
        return path.substring("/pogo/x/owners/".length());
    }

    private String layout() throws Exception {
        return new String(scope.zk().client().getData().forPath(scope.root() + "/layout"), StandardCharsets.UTF_8);
    }
}
