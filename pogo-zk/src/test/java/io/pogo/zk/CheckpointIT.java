package io.pogo.zk;

import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.Checkpoint;
import io.pogo.Child;
import io.pogo.ChildContext;
import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.DistributedSupervisor;
import io.pogo.StaleOwnerException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a child saves, its next owner loads; what a former owner saves is refused. */
class CheckpointIT extends InScope {
    private final Map<String, ChildContext> current = new ConcurrentHashMap<>();
    private final List<ChildContext> contexts = new CopyOnWriteArrayList<>();

    @BeforeEach
    void offer() {
        scope.offering("keeper", this::keeper);
    }

    @Test
    void a_child_that_has_saved_nothing_loads_nothing() {
        scope.node("a").startChild(ChildSpec.of("k", "keeper"));
        assertThat(text(owner("k", 1).load())).isEmpty();
    }

    @Test
    void what_was_saved_last_is_loaded_on_the_next_node() {
        DistributedSupervisor a = scope.node("a");
        a.startChild(ChildSpec.of("k", "keeper"));
        owner("k", 1).save(bytes("one"));
        owner("k", 1).save(bytes("two"));
        scope.node("b");
        a.close();
        assertThat(text(owner("k", 2).load())).contains("two");
    }

    @Test
    void a_paused_child_keeps_what_was_saved() {
        DistributedSupervisor a = scope.node("a");
        a.startChild(ChildSpec.of("k", "keeper"));
        owner("k", 1).save(bytes("one"));
        a.pauseChild("k");
        scope.awaitState("k", ChildState.PAUSED);
        scope.closeAll();

        scope.node("b").resumeChild("k");

        assertThat(text(owner("k", 2).load())).contains("one");
    }

    @Test
    void what_a_former_owner_saves_is_refused_and_changes_nothing() throws Exception {
        scope.node("a").startChild(ChildSpec.of("k", "keeper"));
        Checkpoint former = owner("k", 1);
        former.save(bytes("kept"));
        String latch = scope.latchesOf("k").get(0);
        scope.zk().client().delete().forPath(latch);
        Checkpoint next = owner("k", 2);
        assertThatThrownBy(() -> former.save(bytes("late")))
                .isInstanceOf(StaleOwnerException.class)
                .hasMessageContaining("\"k\"");
        assertThat(text(next.load())).contains("kept");
        assertThat(contexts.get(1).fencingToken()).isGreaterThan(contexts.get(0).fencingToken());
    }

    @Test
    void a_terminated_child_leaves_nothing_and_a_new_one_of_that_id_begins_anew() {
        DistributedSupervisor a = scope.node("a");
        a.startChild(ChildSpec.of("k", "keeper"));
        Checkpoint old = owner("k", 1);
        old.save(bytes("old"));
        a.terminateChild("k");
        a.startChild(ChildSpec.of("k", "keeper"));
        assertThat(text(owner("k", 2).load())).isEmpty();
        assertThatThrownBy(() -> old.save(bytes("late"))).isInstanceOf(StaleOwnerException.class);
        a.terminateChild("k");
        eventually(() ->
                assertThat(scope.zk().tree(scope.root() + "/checkpoints")).noneMatch(path -> path.endsWith("/k")));
    }

    @Test
    void sixty_four_kibibytes_are_kept_and_more_are_refused() {
        scope.node("a").startChild(ChildSpec.of("k", "keeper"));
        Checkpoint checkpoint = owner("k", 1);
        byte[] most = new byte[Checkpoint.MAX_BYTES];
        most[most.length - 1] = 7;
        checkpoint.save(most);
        assertThat(checkpoint.load())
                .hasValueSatisfying(loaded -> assertThat(loaded).isEqualTo(most));
        assertThatThrownBy(() -> checkpoint.save(new byte[Checkpoint.MAX_BYTES + 1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65537")
                .hasMessageContaining("65536");
    }

    /** The checkpoint of the child's n-th run, when that has begun. */
    private Checkpoint owner(String id, int nth) {
        eventually(() -> assertThat(contexts).hasSizeGreaterThanOrEqualTo(nth));
        eventually(() -> assertThat(current).containsKey(id));
        return contexts.get(nth - 1).checkpoint();
    }

    private Child keeper(ChildContext context) {
        return run -> {
            contexts.add(context);
            current.put(run.childId(), context);
            Thread.currentThread().join();
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<String> text(Optional<byte[]> bytes) {
        return bytes.map(b -> new String(b, StandardCharsets.UTF_8));
    }
}
