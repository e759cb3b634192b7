package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The planner's queue. */
class CandidacyIT {
    private final TestZooKeeper zk = new TestZooKeeper();
    private final CuratorFramework client = zk.client();
    private final EventLoop loop = new EventLoop("test");
    private final Set<String> elected = ConcurrentHashMap.newKeySet();

    @AfterEach
    void end() {
        loop.close();
        zk.close();
    }

    @Test
    void a_stay_that_was_over_before_it_joined_does_not_stand_in_the_queue() throws Exception {
        assertThat(client.blockUntilConnected(10, TimeUnit.SECONDS)).isTrue();
        client.create().forPath("/planner");
        Candidacy late = candidacy("late");
        Candidacy next = candidacy("next");
        loop.execute(() -> {
            late.close();
            var unused = late.join(Duration.ofSeconds(5));
            var unusedToo = next.join(Duration.ofSeconds(5)).whenComplete((done, failure) -> elected.add("joined"));
        });
        eventually().until(() -> elected.size() == 2);
        assertThat(elected).containsExactlyInAnyOrder("joined", "next");
        assertThat(client.getChildren().forPath("/planner")).hasSize(1);
        loop.execute(next::close);
        eventually().until(() -> client.getChildren().forPath("/planner").isEmpty());
    }

    private Candidacy candidacy(String nodeId) throws Exception {
        return new Candidacy(
                loop,
                new ZkSession(client.getZookeeperClient().getZooKeeper(), CreationAcl.OPEN),
                client,
                "/planner",
                nodeId,
                new Candidacy.Listener() {
                    @Override
                    public void elected(String path) {
                        elected.add(nodeId);
                    }

                    @Override
                    public void deposed() {
                        elected.remove(nodeId);
                    }
                });
    }
}
