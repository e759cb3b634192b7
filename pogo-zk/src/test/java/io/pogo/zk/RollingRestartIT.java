package io.pogo.zk;

import static io.pogo.zk.TestScope.eventually;
import static io.pogo.zk.TestScope.ids;
import static io.pogo.zk.TestScope.workers;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Nodes that are restarted one after the other. */
class RollingRestartIT extends InScope {
    @Test
    void in_a_rolling_restart_a_child_moves_at_most_once_per_restart_of_its_own_node() {
        scope.nodes("a", "b", "c").get(0).startChildren(workers("child", 30));
        Set<String> all = ids(workers("child", 30));
        scope.awaitRunning(all);
        scope.client().pauseRebalancing();

        for (String restarted : List.of("a", "b", "c")) {
            Map<String, String> before = scope.workers().placement();
            int runs = scope.workers().runs().size();

            scope.leave(restarted);
            scope.awaitRunning(all);
            scope.node(restarted);
            eventually(() -> assertThat(scope.client().members()).hasSize(3));

            List<String> moved = scope.workers().runs().stream()
                    .skip(runs)
                    .map(Workers.Run::childId)
                    .toList();
            assertThat(moved)
                    .containsExactlyInAnyOrderElementsOf(before.entrySet().stream()
                            .filter(placed -> placed.getValue().equals(restarted))
                            .map(Map.Entry::getKey)
                            .toList());
        }
        scope.client().resumeRebalancing();
        eventually(() -> assertThat(List.of("a", "b", "c"))
                .allMatch(node -> scope.workers().countOn(node) == 10));
    }
}
