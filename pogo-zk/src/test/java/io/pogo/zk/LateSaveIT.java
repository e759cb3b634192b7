package io.pogo.zk;

import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pogo.Child;
import io.pogo.ChildContext;
import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.Ownership;
import io.pogo.StaleOwnerException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run that outlives its session, and a new child of its id on another node. */
class LateSaveIT {
    private static TestZooKeeper zk;
    private final List<ChildContext> contexts = new CopyOnWriteArrayList<>();
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @BeforeAll
    static void startServer() {
        zk = new TestZooKeeper();
    }

    @AfterAll
    static void stopServer() {
        zk.close();
    }

    private Child stubborn(ChildContext made) {
        return context -> {
            contexts.add(context);
            while (mayEnd.getCount() > 0) {
                try {
                    mayEnd.await();
                } catch (InterruptedException ignored) {
                    // it does not want to end
                }
            }
        };
    }

    private Child plain(ChildContext made) {
        return context -> {
            contexts.add(context);
            Thread.currentThread().join();
        };
    }

    @ParameterizedTest
    @EnumSource(Ownership.class)
    void a_stuck_run_of_an_earlier_session_saves_nothing_over_the_checkpoint_of_a_new_child(Ownership ownership)
            throws Exception {
        TestScope scope = new TestScope(zk, ownership);
        Relay relay = new Relay(zk.server().getPort());
        try {
            scope.node(
                    "a", builder -> builder.connectString(relay.connectString()).childType("k", this::stubborn));
            DistributedSupervisor other = scope.node("other");
            other.startChild(ChildSpec.of("k", "k").withShutdown(Duration.ofMillis(100)));
            eventually(() -> assertThat(contexts).hasSize(1));
            contexts.get(0).checkpoint().save(bytes("old"));
            relay.cut();
            eventually(() -> assertThat(scope.latchesOf("k")).isEmpty()); // its session is over
            other.terminateChild("k");
            eventually(() -> assertThat(zk.tree(scope.root() + "/owners")).noneMatch(path -> path.endsWith("/k")));
            scope.node("b", builder -> builder.childType("k", this::plain));
            relay.heal();
            other.startChild(ChildSpec.of("k", "k"));
            eventually(() -> assertThat(contexts).hasSize(2));
            assertThat(contexts.get(1).nodeId()).isEqualTo("b");
            contexts.get(1).checkpoint().save(bytes("new"));

            Throwable refused =
                    catchThrowable(() -> contexts.get(0).checkpoint().save(bytes("late")));

            assertThat(contexts.get(1).checkpoint().load().map(b -> new String(b, StandardCharsets.UTF_8)))
                    .as("what b has saved; a's late save: %s", refused)
                    .contains("new");
            assertThat(refused).isInstanceOf(StaleOwnerException.class);
        } finally {
            mayEnd.countDown();
            relay.heal();
            scope.terminateAll();
            scope.closeAll();
            scope.closeClients();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
