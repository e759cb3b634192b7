package io.pogo.zk;

import static io.pogo.zk.TestScope.WORKER;
import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.Ownership;
import io.pogo.Restart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A znode is created, and the answer says neither that it is nor that it is not. The node that asked recognises it as
 * its own. All kinds of creations at the same time, each in a scope of its own.
 */
class CarriedOutIT {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final List<Integer> CODES = List.of(-127, -999);

    private static TestZooKeeper zk;
    private final List<Case> cases = new ArrayList<>();

    /** A kind of creation, by what its request contains. */
    private record Kind(String name, int opcode, String text, Predicate<Ownership> isUsedWith) {
        Kind(String name, int opcode, String text) {
            this(name, opcode, text, ownership -> true);
        }
    }

    /** Made while a node joins. */
    private static final List<Kind> JOINING = List.of(
            new Kind("scope", FrameRelay.ANY_CREATE, "/layout"),
            new Kind("folder of assignments", FrameRelay.ANY_CREATE, "/assignments/a"),
            new Kind("place in the queue", FrameRelay.ANY_CREATE, "/planner/"),
            new Kind("entry in the directory", FrameRelay.ANY_CREATE, "/members/"));

    /** Made for a child that starts. */
    private static final List<Kind> STARTING = List.of(
            new Kind("spec", OpCode.multi, "/children/"),
            new Kind("bucket", OpCode.multi, "/assignments/a/"), // before the assignment, in a transaction of its own
            new Kind("assignment", OpCode.multi, "first_start"),
            new Kind("latch", FrameRelay.ANY_CREATE, "latch-", ownership -> ownership == Ownership.LEADER_LATCH),
            new Kind("claim", OpCode.multi, "/claim", ownership -> ownership == Ownership.CLAIM),
            new Kind("mark of the start", OpCode.multi, "startedBy"));

    private static final class Case implements AutoCloseable {
        private final Kind kind;
        private final int code;
        private final FrameRelay relay = new FrameRelay(zk.server().getPort());
        private final TestScope scope;

        Case(Kind kind, int code, Ownership ownership) {
            this.kind = kind;
            this.code = code;
            this.scope = new TestScope(zk, ownership);
        }

        void open() {
            scope.node("a", builder -> builder.connectString(relay.connectString()));
        }

        void misanswer() {
            relay.misanswer(kind.opcode(), kind.text(), code, 1);
        }

        void start() {
            scope.started("a").startChild(ChildSpec.of("child", WORKER).withRestart(Restart.TEMPORARY));
        }

        @Override
        public void close() {
            scope.close();
            relay.close();
        }

        @Override
        public String toString() {
            return kind.name() + ", answered by " + code;
        }
    }

    Ownership ownership() {
        return TestScope.OWNERSHIP;
    }

    @BeforeAll
    static void startServer() {
        zk = new TestZooKeeper();
    }

    @AfterEach
    void closeAll() {
        inParallel(each -> each.scope.terminateAll());
        inParallel(each -> each.scope.closeAll());
        cases.forEach(Case::close);
    }

    @AfterAll
    static void stopServer() {
        zk.close();
    }

    @Test
    void a_node_joins_with_what_it_has_created() {
        openCases(JOINING);
        inParallel(each -> {
            each.misanswer();
            each.open();
            each.start();
        });
        allRunOnce();
    }

    @Test
    void a_child_starts_with_what_its_node_has_created() {
        openCases(STARTING);
        inParallel(Case::open);
        inParallel(each -> {
            each.misanswer();
            each.start();
        });
        allRunOnce();
    }

    private void openCases(List<Kind> kinds) {
        for (Kind kind : kinds) {
            if (kind.isUsedWith().test(ownership())) {
                CODES.forEach(code -> cases.add(new Case(kind, code, ownership())));
            }
        }
    }

    private void inParallel(Consumer<Case> step) {
        CompletableFuture.allOf(cases.stream()
                        .map(each ->
                                CompletableFuture.runAsync(() -> step.accept(each), task -> new Thread(task).start()))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private void allRunOnce() {
        eventually()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(cases)
                        .allSatisfy(each -> assertThat(each.scope.workers().running())
                                .as("%s", each)
                                .isEqualTo(new TreeSet<>(List.of("child")))));
        assertThat(cases).allSatisfy(each -> {
            assertThat(each.relay.touched()).as("%s: answers replaced", each).isOne();
            assertThat(each.scope.workers().runs()).as("%s: runs", each).hasSize(1);
        });
    }
}
