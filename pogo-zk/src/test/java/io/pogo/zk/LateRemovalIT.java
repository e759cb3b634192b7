package io.pogo.zk;

import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildFactory;
import io.pogo.ChildSpec;
import io.pogo.Finding;
import io.pogo.Ownership;
import io.pogo.ScopeClient;
import io.pogo.core.ZnodeNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The removal of a znode that is in the way arrives when a lock stands at its path, in the same version. */
class LateRemovalIT {
    private static TestZooKeeper zk;
    private FrameRelay relay;
    private TestScope scope;

    @BeforeAll
    static void startServer() {
        zk = new TestZooKeeper();
    }

    @AfterAll
    static void stopServer() {
        zk.close();
    }

    @BeforeEach
    void open() {
        relay = new FrameRelay(zk.server().getPort());
        scope = new TestScope(zk, Ownership.CLAIM);
    }

    @AfterEach
    void close() {
        relay.letGo();
        try {
            scope.close();
        } finally {
            relay.close();
        }
    }

    @Test
    void the_claim_of_a_child_that_is_stopping_stays() throws Exception {
        ScopeClient client = strayIsBeingRemoved();
        scope.node("b", builder -> builder.childType("slow", slow()));
        scope.node("c", builder -> builder.childType("slow", slow()));
        client.moveChild("child", "b");
        scope.awaitRunning("child");
        client.moveChild("child", "c");
        Thread.sleep(700); // b has asked the child to stop, which takes two seconds

        relay.letGo();

        eventually(() -> assertThat(scope.workers().runsOf("child")).hasSize(2));
        assertThat(scope.workers().overlaps()).isEmpty();
    }

    @Test
    void the_claim_of_a_child_that_runs_stays() throws Exception {
        ScopeClient client = strayIsBeingRemoved();
        scope.node("b", builder -> builder.childType("slow", slow()));
        client.moveChild("child", "b");
        scope.awaitRunning("child");

        relay.letGo();

        Thread.sleep(2_000); // longer than a node needs to hear that its claim is gone
        assertThat(scope.workers().runsOf("child")).hasSize(1);
    }

    @Test
    void the_claim_of_a_new_child_with_the_same_id_stays() throws Exception {
        ScopeClient client = strayIsBeingRemoved();
        scope.node("b", builder -> builder.childType("slow", slow()));
        client.terminateChild("child");
        zk.client().delete().deletingChildrenIfNeeded().forPath(ownerFolder());
        client.startChild(ChildSpec.of("child", "slow"));
        client.moveChild("child", "b");
        scope.awaitRunning("child");

        relay.letGo();

        Thread.sleep(2_000); // longer than a node needs to hear that its claim is gone
        assertThat(scope.workers().runsOf("child")).hasSize(1);
    }

    /** The answer to a repair's removal is lost; a node has claimed the child before it is made again. */
    @Test
    void a_repair_that_is_repeated_leaves_a_claim_alone() throws Exception {
        scope.node("planner");
        ScopeClient client = scope.client(scope.clientBuilder().connectString(relay.connectString()));
        client.startChild(ChildSpec.of("child", "slow"));
        String stray = stray();
        List<Finding> found = client.check();
        assertThat(found).extracting(Finding::path).contains(stray);
        relay.touch(OpCode.multi, stray + "/stray", FrameRelay.SWALLOWED, 1);
        CompletableFuture<List<Finding>> repair = CompletableFuture.supplyAsync(() -> client.repair(found));
        eventually(() -> assertThat(zk.client().checkExists().forPath(stray)).isNull());
        scope.node("b", builder -> builder.childType("slow", slow()));
        scope.awaitRunning("child");
        client.whichChildren(); // its answer shows that one is missing: the connection is made anew

        assertThat(repair.join()).isNotEmpty();

        Thread.sleep(2_000); // longer than a node needs to hear that its claim is gone
        assertThat(scope.workers().runsOf("child")).hasSize(1);
    }

    /** A node finds the stray, and its request to remove it is held back; another one has removed it meanwhile. */
    private ScopeClient strayIsBeingRemoved() throws Exception {
        scope.node("planner");
        ScopeClient client = scope.client();
        client.startChild(ChildSpec.of("child", "slow"));
        String stray = stray();
        relay.hold(OpCode.multi, stray + "/stray");
        scope.node(
                "a",
                builder -> builder.connectString(relay.connectString())
                        .sessionTimeout(Duration.ofSeconds(15))
                        .childType("slow", slow()));
        relay.awaitHeld();
        return client;
    }

    private ChildFactory slow() {
        return made -> scope.workers().recorded(run -> {
            try {
                Thread.currentThread().join();
            } catch (InterruptedException e) {
                Thread.sleep(2_000); // the time that it takes to stop
            }
        });
    }

    private String ownerFolder() {
        return scope.root() + "/owners/" + ZnodeNames.bucket("child") + "/" + ZnodeNames.escape("child");
    }

    /** Creates what would be a claim, if it belonged to a session and named a node. */
    private String stray() throws Exception {
        String stray = ownerFolder() + "/claim";
        zk.client()
                .create()
                .creatingParentsIfNeeded()
                .withMode(CreateMode.PERSISTENT)
                .forPath(stray, "no node's id".getBytes(StandardCharsets.UTF_8));
        return stray;
    }
}
