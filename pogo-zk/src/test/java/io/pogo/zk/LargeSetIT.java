package io.pogo.zk;

import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSet;
import io.pogo.ChildSpec;
import io.pogo.ScopeClient;
import io.pogo.SetOutcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A set of ten thousand children, none of which can run. */
class LargeSetIT {
    private static final int CHILDREN = 10_000;
    private static final int MOST_REQUESTS = 20;

    @Test
    void one_changed_argument_costs_few_requests_and_so_does_no_change() throws Exception {
        try (TestZooKeeper zk = new TestZooKeeper()) {
            String scope = TestZooKeeper.newScope();
            ZooKeeperSupervisor.builder()
                    .connectString(zk.connectString())
                    .scope(scope)
                    .start()
                    .close();
            try (ScopeClient client = ZooKeeperScopeClient.builder()
                    .connectString(zk.connectString())
                    .scope(scope)
                    .connect()) {
                List<ChildSpec> specs = new ArrayList<>();
                for (int i = 0; i < CHILDREN; i++) {
                    specs.add(ChildSpec.of("child-" + i, "unknown").withArgument("n", "0"));
                }
                ChildSet first = ChildSet.named("large").version(1).of(specs);
                assertThat(client.declare(first).added()).hasSize(CHILDREN);

                long before = zk.packets();
                assertThat(client.declare(first).status()).isEqualTo(SetOutcome.Status.UNCHANGED);
                assertThat(zk.packets() - before).isLessThan(MOST_REQUESTS);

                specs.set(4711, specs.get(4711).withArgument("n", "1"));
                before = zk.packets();
                SetOutcome outcome =
                        client.declare(ChildSet.named("large").version(2).of(specs));
                assertThat(zk.packets() - before).isLessThan(MOST_REQUESTS);
                assertThat(outcome.changed()).containsExactly("child-4711");
                assertThat(outcome.changes()).isOne();
                assertThat(outcome.kept()).hasSize(CHILDREN - 1);
                assertThat(client.findSpec("child-4711").orElseThrow().arguments())
                        .containsEntry("n", "1");
            }
        }
    }
}
