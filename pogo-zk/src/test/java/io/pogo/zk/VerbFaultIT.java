package io.pogo.zk;

import static io.pogo.zk.TestScope.WORKER;
import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildInfo;
import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.DistributedSupervisor;
import io.pogo.MemberInfo;
import io.pogo.ScopeClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Requests while the owner of the child is dead, and through connections that are lost meanwhile. */
class VerbFaultIT extends InScope {
    private void awaitOn(String child, String node) {
        eventually(() -> assertThat(scope.workers().placement()).containsEntry(child, node));
    }

    /** Waits for all, which are made through a connection that is lost now. */
    private static void carriedOut(Relay relay, List<CompletableFuture<Void>> requests) {
        relay.drop();
        requests.forEach(request -> assertThat(request).succeedsWithin(TestScope.LIMIT));
    }

    private int revisionOf(String child) {
        return scope.client().findChild(child).map(ChildInfo::revision).orElseThrow();
    }

    @Test
    void what_is_asked_for_while_the_owner_is_dead_holds_when_it_is_missed() {
        DistributedSupervisor survivor = scope.node("survivor");
        try (Relay relay = new Relay(scope.zk().server().getPort())) {
            scope.node(
                    "dead",
                    builder -> builder.connectString(relay.connectString()).drainTimeout(Duration.ZERO));
            List<String> all = List.of("paused", "updated", "ended", "restarted", "unpinned", "moved");
            all.forEach(child -> survivor.startChild(ChildSpec.of(child, WORKER)));
            all.forEach(child -> survivor.moveChild(child, "dead"));
            all.forEach(child -> awaitOn(child, "dead"));

            relay.cut();
            survivor.drain("dead");
            survivor.pauseChild("paused");
            assertThat(survivor.updateChild(ChildSpec.of("updated", WORKER).withArgument("n", "1"), 1))
                    .isEqualTo(2);
            assertThat(survivor.terminateChild("ended")).isTrue();
            survivor.restartChild("restarted");
            survivor.unpinChild("unpinned");
            survivor.moveChild("moved", "survivor");

            List.of("updated", "restarted", "unpinned", "moved").forEach(child -> awaitOn(child, "survivor"));
            scope.awaitRunning("updated", "restarted", "unpinned", "moved");
            assertThat(survivor.findChild("paused").map(ChildInfo::state)).contains(ChildState.PAUSED);
            assertThat(survivor.findChild("ended")).isEmpty();
            eventually(() -> assertThat(scope.zk().tree(scope.root() + "/control/draining"))
                    .isEmpty());
            scope.leave("dead");
        }
    }

    @Test
    void requests_through_a_connection_that_is_lost_meanwhile_are_carried_out_and_once() {
        scope.nodes("a", "b");
        List<String> all = List.of("paused", "restarted", "moved");
        ScopeClient steady = scope.client();
        all.forEach(child -> steady.startChild(ChildSpec.of(child, WORKER)));
        scope.awaitRunning(all);
        try (Relay relay = new Relay(scope.zk().server().getPort())) {
            ScopeClient client = scope.client(scope.clientBuilder()
                    .connectString(relay.connectString())
                    .sessionTimeout(Duration.ofSeconds(4))
                    .requestTimeout(Duration.ofSeconds(20)));

            for (int round = 1; round <= 3; round++) {
                String target = scope.workers().nodeOf("moved").equals("a") ? "b" : "a";
                carriedOut(
                        relay,
                        List.of(
                                client.pauseChildAsync("paused"),
                                client.restartChildAsync("restarted"),
                                client.moveChildAsync("moved", target),
                                client.pauseRebalancingAsync()));
                awaitOn("moved", target);
                scope.awaitRunning("restarted", "moved");
                assertThat(revisionOf("restarted")).isEqualTo(1 + round);
                assertThat(steady.isRebalancingPaused()).isTrue();

                carriedOut(
                        relay,
                        List.of(
                                client.resumeChildAsync("paused"),
                                client.unpinChildAsync("moved"),
                                client.resumeRebalancingAsync(),
                                client.drainAsync(target)));
                eventually(() -> assertThat(scope.workers().countOn(target)).isZero());
                scope.awaitRunning(all);
                assertThat(revisionOf("paused")).isEqualTo(1 + round);

                carriedOut(relay, List.of(client.undrainAsync(target)));
                eventually(() -> assertThat(steady.members()).noneMatch(MemberInfo::draining));
            }
            client.close();
        }
    }
}
