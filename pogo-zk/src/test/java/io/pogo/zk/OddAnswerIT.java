package io.pogo.zk;

import static io.pogo.zk.TestScope.WORKER;
import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.Ownership;
import io.pogo.Restart;
import io.pogo.ScopeClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Single answers are lost, or neither grant nor refuse what was asked for: throttled, a system error, a code that the
 * client does not know. All kinds of requests at the same time, each in a scope of its own.
 */
class OddAnswerIT {
    private static final Duration SOON = Duration.ofSeconds(12);

    private static final List<Kind> KINDS = List.of(
            new Kind("addWatch", OpCode.addWatch, ""),
            new Kind("exists", OpCode.exists, ""),
            new Kind("getData", OpCode.getData, ""),
            new Kind("getChildren", OpCode.getChildren, ""),
            new Kind("getChildren2", OpCode.getChildren2, ""),
            new Kind("create", OpCode.create, ""),
            new Kind("create2", OpCode.create2, ""),
            new Kind("delete", OpCode.delete, ""),
            new Kind("multi", OpCode.multi, ""),
            new Kind("multi of a proof", OpCode.multi, "/planner/"),
            new Kind("multiRead", OpCode.multiRead, ""),
            new Kind("getEphemerals", OpCode.getEphemerals, ""));

    private static TestZooKeeper zk;
    private List<Case> cases = List.of();

    private record Kind(String name, int opcode, String text) {}

    private static final class Case implements AutoCloseable {
        private final Kind kind;
        private final FrameRelay relay = new FrameRelay(zk.server().getPort());
        private final TestScope scope;

        Case(Kind kind, Ownership ownership) {
            this.kind = kind;
            this.scope = new TestScope(zk, ownership);
        }

        void open() {
            scope.node("a", builder -> builder.connectString(relay.connectString()));
        }

        void touch(int code, int count) {
            relay.touch(kind.opcode(), kind.text(), code, count);
        }

        void start(String child) {
            try (ScopeClient client = scope.clientBuilder().connect()) {
                client.startChild(ChildSpec.of(child, WORKER).withRestart(Restart.TRANSIENT));
            }
        }

        @Override
        public void close() {
            scope.close();
            relay.close();
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
        inParallel(each -> each.relay.touch(0, "", 0, 0));
        inParallel(each -> each.scope.terminateAll());
        inParallel(each -> each.scope.closeAll());
        cases.forEach(Case::close);
    }

    @AfterAll
    static void stopServer() {
        zk.close();
    }

    @Test
    void children_are_started_and_stopped_nevertheless() {
        openCases();
        inParallel(Case::open);
        List<String> children = new ArrayList<>();
        for (int code : List.of(-127, -999, -127, -999)) {
            String child = "child-" + children.size();
            children.add(child);
            inParallel(each -> {
                each.touch(code, 1);
                each.start(child);
            });
            allRun(children);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-999, FrameRelay.SWALLOWED})
    void a_node_joins_and_plans_nevertheless(int code) {
        openCases();
        inParallel(each -> {
            each.touch(code, 1);
            each.open();
            each.start("first");
        });
        allRun(List.of("first"));
    }

    private void openCases() {
        cases = KINDS.stream().map(kind -> new Case(kind, ownership())).toList();
    }

    private void inParallel(Consumer<Case> step) {
        CompletableFuture.allOf(cases.stream()
                        .map(each ->
                                CompletableFuture.runAsync(() -> step.accept(each), task -> new Thread(task).start()))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private void allRun(List<String> children) {
        eventually()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(cases)
                        .allSatisfy(each -> assertThat(each.scope.workers().running())
                                .as("%s, %d answers touched", each.kind.name(), each.relay.touched())
                                .isEqualTo(new TreeSet<>(children))));
    }
}
