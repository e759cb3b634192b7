package io.pogo.zk;

import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.core.ZnodeNames;
import io.pogo.engine.tree.Folders;
import io.pogo.zk.internal.CreationAcl;
import io.pogo.zk.internal.store.AnswerWatch;
import io.pogo.zk.internal.store.ZkSession;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The folders that assignments are in: made before they are needed, removed with their node. */
class FoldersIT {
    private static final int BUCKETS = 250;

    private final Fleet fleet = new Fleet();
    private final CuratorFramework client = fleet.zk().client();

    @AfterEach
    void end() {
        fleet.close();
    }

    @Test
    void a_planner_makes_a_folder_again_that_was_there_when_it_looked() throws Exception {
        fleet.join("a");
        DistributedSupervisor b = fleet.join("b");
        String folder = fleet.path("/assignments/b/" + ZnodeNames.bucket("late"));
        client.create().forPath(folder);
        fleet.leave("a");
        b.startChild(ChildSpec.of("early", "worker"));
        fleet.awaitRunning(1);

        client.delete().forPath(folder);
        b.startChild(ChildSpec.of("late", "worker"));

        fleet.awaitRunning(2);
    }

    @Test
    void empty_buckets_are_removed_in_few_requests() throws Exception {
        makeBuckets();
        long before = fleet.zk().packets();
        removeEmpty();

        assertThat(fleet.zk().packets() - before).isLessThan(20);
        assertThat(client.checkExists().forPath("/folder")).isNull();
    }

    @Test
    void a_bucket_that_is_not_empty_keeps_no_other_from_being_removed() throws Exception {
        makeBuckets();
        client.create().forPath("/folder/7/something");
        removeEmpty();

        assertThat(client.getChildren().forPath("/folder")).containsExactly("7");
    }

    private void makeBuckets() throws Exception {
        client.create().forPath("/folder");
        for (int i = 0; i < BUCKETS; i++) {
            client.create().forPath("/folder/" + i);
        }
    }

    private void removeEmpty() throws Exception {
        ZkSession session = new ZkSession(
                new AnswerWatch(client.getZookeeperClient().getZooKeeper(), unclear -> {}), CreationAcl.OPEN);
        Folders.removeEmpty(session, "/folder").get(10, TimeUnit.SECONDS);
    }
}
