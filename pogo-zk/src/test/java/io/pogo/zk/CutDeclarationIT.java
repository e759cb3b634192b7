package io.pogo.zk;

import static io.pogo.zk.ChildSetIT.set;
import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSet;
import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.Finding;
import io.pogo.Ownership;
import io.pogo.ScopeClient;
import io.pogo.SetOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Declarations whose process dies between two writes. */
class CutDeclarationIT extends HeldBackRequests {
    private static final int MANY = 60;

    private final List<CompletableFuture<Void>> closing = new ArrayList<>();

    @Test
    void a_declaration_that_is_cut_short_after_any_write_is_completed_by_the_next_one() {
        open(Ownership.CLAIM);
        DistributedSupervisor node = scope.node("a");
        boolean complete = false;
        int writes = 0;
        for (; !complete && writes < MANY; writes++) {
            ChildSet before = set("s", 2L * writes + 1, spec("a", "1"), spec("b", "1"), spec("c", "1"), spec("d", "1"));
            ChildSet after = set("s", 2L * writes + 2, spec("a", "2"), spec("b", "1"), spec("e", "1"), spec("f", "1"));
            node.declare(before);
            complete = isDone(writes, client -> client.declareAsync(after));
            assertThat(node.declare(before).status())
                    .isEqualTo(writes == 0 ? SetOutcome.Status.UNCHANGED : SetOutcome.Status.SUPERSEDED);
            assertThat(node.declare(after).status()).isNotEqualTo(SetOutcome.Status.SUPERSEDED);
            assertThat(stored(node)).isEqualTo(Map.of("a", "2", "b", "1", "e", "1", "f", "1"));
            assertThat(node.sets().get(0).complete()).isTrue();
        }
        assertThat(writes).as("writes of a declaration, plus one").isBetween(6, MANY - 1);
        assertThat(node.findChild("b").orElseThrow().revision()).isEqualTo(1);
    }

    @Test
    void a_withdrawal_that_is_cut_short_is_found_by_a_check_and_completed_by_the_next_one() {
        open(Ownership.CLAIM);
        DistributedSupervisor node = scope.node("a");
        node.declare(set("s", 1, spec("a", "1"), spec("b", "1"), spec("c", "1")));
        assertThat(isDone(2, client -> client.withdrawSetAsync("s"))).isFalse();
        assertThat(node.check()).extracting(Finding::kind).contains(Finding.Kind.SET_INCOMPLETE);
        assertThat(node.withdrawSet("s").removed()).hasSize(2);
        assertThat(stored(node)).isEmpty();
        assertThat(node.sets()).isEmpty();
    }

    @Test
    void a_request_of_an_overtaken_declaration_that_arrives_late_changes_nothing() throws Exception {
        open(Ownership.CLAIM);
        DistributedSupervisor node = scope.node("a");
        node.declare(set("s", 1, spec("a", "1")));
        ScopeClient client = clientBehind(relay);
        relay.hold(OpCode.multi, "/children/");
        CompletableFuture<SetOutcome> late = client.declareAsync(set("s", 2, spec("a", "2")));
        relay.awaitHeld();
        node.withdrawSet("s");
        eventually(() -> assertThat(stat(in("owners", "a"))).isNull());
        node.declare(set("s", 3, spec("a", "3")));
        relay.letGo();
        assertThat(late.join().status()).isEqualTo(SetOutcome.Status.SUPERSEDED);
        assertThat(stored(node)).isEqualTo(Map.of("a", "3"));
        client.close();
    }

    @AfterEach
    void awaitClosed() {
        closing.forEach(CompletableFuture::join);
    }

    /** Makes a request by a client that dies after so many writes; returns whether it came to its end. */
    private boolean isDone(int writes, Function<ScopeClient, CompletableFuture<SetOutcome>> request) {
        FrameRelay way = another();
        ScopeClient client = clientBehind(way);
        CompletableFuture<Void> cut = way.cutAfter(writes);
        CompletableFuture<SetOutcome> outcome = request.apply(client);
        CompletableFuture.anyOf(cut, outcome).join();
        closing.add(CompletableFuture.runAsync(client::close));
        return !cut.isDone();
    }

    private static Map<String, String> stored(DistributedSupervisor node) {
        Map<String, String> stored = new TreeMap<>();
        for (String id : List.of("a", "b", "c", "d", "e", "f")) {
            node.findSpec(id).ifPresent(spec -> stored.put(id, spec.arguments().get("v")));
        }
        return stored;
    }

    /** A child that no node can run. */
    private static ChildSpec spec(String id, String value) {
        return ChildSpec.of(id, "unknown").withArgument("v", value);
    }
}
