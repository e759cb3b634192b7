package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ScopeClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes with a shutdown hook, as processes that are asked to end. */
class SigtermIT {
    private static final Duration SESSION = Duration.ofSeconds(4);
    private static final int CHILDREN = 30;

    /** 128 and the number of the signal. */
    private static final int ENDED_BY_SIGTERM = 143;

    private final Fleet fleet = new Fleet();
    private final Map<String, RemoteNode> nodes = new TreeMap<>();
    private final List<RemoteNode> all = new ArrayList<>();

    @BeforeEach
    void begin() {
        List.of("a", "b", "c").forEach(this::remote);
        nodes.values().forEach(RemoteNode::awaitJoined);
    }

    @AfterEach
    void end() {
        all.forEach(RemoteNode::close);
        fleet.close();
    }

    @Test
    void each_node_in_turn_hands_its_children_over_before_it_ends_and_no_other_child_moves() {
        try (ScopeClient client = client()) {
            client.startChildren(Fleet.specs("c", CHILDREN));
            awaitAllRunning();
            client.pauseRebalancing();

            for (String id : List.of("a", "b", "c")) {
                RemoteNode node = Objects.requireNonNull(nodes.remove(id));
                Set<String> ofThatNode = node.running();
                Map<String, String> before = placement();

                assertThat(node.terminate()).isEqualTo(ENDED_BY_SIGTERM);
                awaitAllRunning();
                assertThat(placement())
                        .containsAllEntriesOf(before)
                        .containsOnlyKeys(union(before.keySet(), ofThatNode));
                remote(id).awaitJoined();
            }
            assertThat(client.members()).hasSize(3);
        }
        List<Long> gaps = gaps();
        assertThat(gaps).hasSizeGreaterThanOrEqualTo(CHILDREN).allMatch(gap -> gap > 0);
        // A session that has to be missed first takes two thirds of its time-out at least.
        assertThat(gaps).allMatch(gap -> gap < SESSION.toNanos() / 3 * 2);
    }

    private RemoteNode remote(String id) {
        RemoteNode node = RemoteNode.start(fleet, id, SESSION, "worker");
        nodes.put(id, node);
        all.add(node);
        return node;
    }

    private ScopeClient client() {
        return ZooKeeperScopeClient.builder()
                .connectString(fleet.zk().connectString())
                .scope(fleet.scope())
                .connect();
    }

    private void awaitAllRunning() {
        eventually()
                .untilAsserted(() -> assertThat(
                                nodes.values().stream().map(RemoteNode::running).flatMap(Collection::stream))
                        .hasSize(CHILDREN)
                        .doesNotHaveDuplicates());
    }

    private Map<String, String> placement() {
        Map<String, String> placement = new HashMap<>();
        nodes.values().forEach(node -> node.running().forEach(child -> placement.put(child, node.nodeId())));
        return placement;
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }

    /** How long each child was down at each of its moves, in nanoseconds; negative if it ran twice at a time. */
    private List<Long> gaps() {
        List<Long> gaps = new ArrayList<>();
        Map<String, List<RemoteNode.Entry>> byChild = new TreeMap<>();
        all.stream()
                .flatMap(node -> node.entries().stream())
                .filter(entry -> !entry.event().equals("JOINED"))
                .forEach(entry -> byChild.computeIfAbsent(entry.childId(), id -> new ArrayList<>())
                        .add(entry));
        byChild.values().forEach(entries -> {
            List<RemoteNode.Entry> starts = ordered(entries, "START");
            List<RemoteNode.Entry> stops = ordered(entries, "STOP");
            for (int i = 1; i < starts.size(); i++) {
                gaps.add(starts.get(i).nanos() - stops.get(i - 1).nanos());
            }
        });
        return gaps;
    }

    private static List<RemoteNode.Entry> ordered(List<RemoteNode.Entry> entries, String event) {
        return entries.stream()
                .filter(entry -> entry.event().equals(event))
                .sorted(Comparator.comparingLong(RemoteNode.Entry::nanos))
                .toList();
    }
}
