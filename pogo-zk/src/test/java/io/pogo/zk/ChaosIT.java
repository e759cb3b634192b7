package io.pogo.zk;

import static io.pogo.zk.TestScope.eventually;
import static io.pogo.zk.TestScope.ids;
import static io.pogo.zk.TestScope.workers;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildCounts;
import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.engine.format.ScopePaths;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Everything at once. */
class ChaosIT extends InScope {
    @Test
    void nodes_and_children_come_and_go_and_exactly_the_wanted_children_run_once_each() {
        List<DistributedSupervisor> nodes = new ArrayList<>(scope.nodes(names("early", 10)));
        Set<String> wanted = ids(workers("first", 60));
        startEverywhere(nodes, workers("first", 60));
        scope.awaitRunning(wanted);

        List<DistributedSupervisor> leaving = nodes.subList(0, 5);
        List<CompletableFuture<Void>> closing = leaving.stream()
                .map(node -> CompletableFuture.runAsync(node::close))
                .toList();
        nodes = new ArrayList<>(nodes.subList(5, 10));
        terminateEverywhere(nodes, wanted, ids(workers("first", 45)));
        startEverywhere(nodes, workers("second", 60));
        wanted.addAll(ids(workers("second", 60)));
        nodes.addAll(scope.nodes(names("late", 10)));
        terminateEverywhere(nodes, wanted, ids(workers("second", 30)));
        startEverywhere(nodes, workers("third", 30));
        wanted.addAll(ids(workers("third", 30)));

        scope.awaitRunning(wanted);
        assertThat(wanted).hasSize(75);
        closing.forEach(CompletableFuture::join);
        eventually(() -> assertThat(counts()).hasSize(15).allMatch(count -> count == 5));
        scope.awaitRunning(wanted);
        assertThat(nodes.get(0).countChildren()).isEqualTo(new ChildCounts(75, 75, 0, 0, 0, 0));
        assertNothingDangles(wanted);
    }

    private List<Long> counts() {
        return scope.workers().placement().values().stream()
                .distinct()
                .map(scope.workers()::countOn)
                .toList();
    }

    /** Of each wanted child one spec, one assignment, one latch and its parent, and nothing else of any child. */
    private void assertNothingDangles(Set<String> wanted) {
        eventually(() -> {
            List<String> znodes = scope.znodesOfChildren();
            assertThat(znodes).hasSize(4 * wanted.size());
            assertThat(znodes.stream()
                            .filter(path -> !path.contains("-latch-"))
                            .map(ScopePaths::lastSegment)
                            .collect(Collectors.toSet()))
                    .isEqualTo(wanted);
        });
    }

    private static void startEverywhere(List<DistributedSupervisor> nodes, List<ChildSpec> specs) {
        for (int i = 0; i < specs.size(); i++) {
            nodes.get(i % nodes.size()).startChild(specs.get(i));
        }
    }

    private static void terminateEverywhere(
            List<DistributedSupervisor> nodes, Set<String> wanted, Set<String> unwanted) {
        int i = 0;
        for (String id : unwanted) {
            assertThat(nodes.get(i++ % nodes.size()).terminateChild(id)).isTrue();
            wanted.remove(id);
        }
    }

    private static String[] names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + "-" + i).toArray(String[]::new);
    }
}
