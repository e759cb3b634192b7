package io.pogo.core;

import static io.pogo.core.TestScope.NOW;
import static io.pogo.core.TestScope.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.PlacementPreview;
import io.pogo.ProspectiveMember;
import io.pogo.StartReason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A preview tells what the planner then does. */
class PreviewTest {
    private static final Planner PLANNER = new Planner(SETTINGS);

    @Test
    void it_shows_where_the_children_of_those_that_leave_go() {
        TestScope scope =
                new TestScope().nodes("a", "b").children(4).on("a", "c0", "c1").on("b", "c2", "c3");
        PlacementPreview preview = Preview.of(PLANNER, scope.state(), List.of("a"), List.of(), NOW);
        assertThat(preview.moves())
                .containsExactly(
                        new PlacementPreview.Move("c0", "a", "b", StartReason.MOVED),
                        new PlacementPreview.Move("c1", "a", "b", StartReason.MOVED));
        assertThat(preview.toString()).startsWith("2 moves, 0 without a place\n  c0: a -> b (MOVED)");
        PlacementPreview none = Preview.of(PLANNER, scope.state(), List.of("a", "b"), List.of(), NOW);
        assertThat(none.pending()).hasSize(4).containsEntry("c0", "the scope has no member");
    }

    @Test
    void it_shows_what_those_that_join_take_to_the_end_of_rebalancing() {
        TestScope scope = new TestScope().nodes("a").children(20);
        scope.on("a", scope.children.keySet().toArray(String[]::new)).membersChangedAt(NOW);
        List<ProspectiveMember> joining = List.of(new ProspectiveMember("b", Set.of("t"), Map.of(), 100, 100));
        assertThat(Preview.of(PLANNER, scope.state(), List.of(), joining, NOW).moves())
                .hasSize(10)
                .allMatch(move -> move.to().equals("b"));
        scope.rebalancingPaused = true;
        assertThat(Preview.of(PLANNER, scope.state(), List.of(), joining, NOW).moves())
                .isEmpty();
    }

    @Test
    void a_temporary_child_that_would_be_removed_is_named() {
        TestScope scope = new TestScope().nodes("a", "b").temporary("c", true).on("a", "c");
        PlacementPreview preview = Preview.of(PLANNER, scope.state(), List.of("a"), List.of(), NOW);
        assertThat(preview.pending())
                .containsExactly(Map.entry("c", "a temporary child is not run twice; it would be removed"));
    }

    @Test
    void a_child_that_has_no_place_or_moves_without_the_change_too_is_not_shown() {
        TestScope scope = new TestScope()
                .nodes("a", "b", "d")
                .child("has no type", "x")
                .child("paused")
                .desired("paused", Desired.PAUSED)
                .child("completed")
                .desired("completed", Desired.COMPLETED)
                .children(3)
                .on("a", "c0", "c1")
                .on("b", "c2");
        assertThat(Preview.of(PLANNER, scope.state(), List.of(), List.of(), NOW))
                .hasToString("0 moves, 0 without a place");
        PlacementPreview preview = Preview.of(PLANNER, scope.state(), List.of("d"), List.of(), NOW);
        assertThat(preview).hasToString("0 moves, 0 without a place");
        scope.node("d", 100, "x");
        assertThat(Preview.of(PLANNER, scope.state(), List.of("d"), List.of(), NOW)
                        .pending())
                .containsExactly(Map.entry("has no type", "no member offers type \"x\""));
    }

    @Test
    void each_child_of_one_that_leaves_is_shown_although_some_move_without_the_change_too() {
        TestScope scope = new TestScope().nodes("a", "b").children(4).on("a", "c0", "c1", "c2", "c3");
        PlacementPreview preview = Preview.of(PLANNER, scope.state(), List.of("a"), List.of(), NOW);
        assertThat(preview.moves()).hasSize(4);
        assertThat(preview.pending()).isEmpty();
    }

    @Test
    void a_child_of_two_dead_nodes_is_shown_to_come_from_the_first_of_them() {
        TestScope scope = new TestScope().nodes("a", "b", "x", "y").child("c");
        scope.on("y", "c").on("x", "c").dead("x", "y");
        String better = Carry.assigns(scope.plan()).get(0).next().nodeId();
        String other = better.equals("a") ? "b" : "a";
        assertThat(Preview.of(PLANNER, scope.state(), List.of(better), List.of(), NOW)
                        .moves())
                .containsExactly(new PlacementPreview.Move("c", "x", other, StartReason.TAKEOVER));
    }

    @Test
    void a_child_that_is_assigned_twice_is_shown_to_come_from_the_node_that_it_would_stay_on() {
        TestScope scope = new TestScope().nodes("a", "b").child("c").on("a", "c");
        scope.revised("c").on("b", "c");
        assertThat(Preview.of(PLANNER, scope.state(), List.of("b"), List.of(), NOW)
                        .moves())
                .containsExactly(new PlacementPreview.Move("c", "b", "a", StartReason.MOVED));
    }

    @Test
    void a_child_without_a_place_that_another_node_takes_after_the_change_is_a_first_start() {
        TestScope scope = new TestScope().nodes("a", "b").child("c");
        String better = Carry.assigns(scope.plan()).get(0).next().nodeId();
        String other = better.equals("a") ? "b" : "a";
        assertThat(Preview.of(PLANNER, scope.state(), List.of(better), List.of(), NOW)
                        .moves())
                .containsExactly(new PlacementPreview.Move("c", null, other, StartReason.FIRST_START));
    }

    @Test
    void every_scope_has_a_preview() {
        Seeds.forEach(2_000, random -> {
            ScopeState state = RandomScope.any(random);
            List<String> leaving = state.nodes().keySet().stream()
                    .filter(id -> random.nextInt(4) == 0)
                    .toList();
            List<ProspectiveMember> joining = random.nextBoolean()
                    ? List.of()
                    : List.of(ProspectiveMember.of("n" + random.nextInt(8), Set.of("x", "y")));
            PlacementPreview preview = Preview.of(PLANNER, state, leaving, joining, NOW);
            assertThat(preview.moves())
                    .extracting(PlacementPreview.Move::childId)
                    .doesNotHaveDuplicates()
                    .noneMatch(preview.pending()::containsKey);
        });
    }

    @Test
    void as_many_children_move_when_it_comes_to_pass() {
        Seeds.forEach(500, random -> {
            ScopeState before = Carry.toTheEnd(
                    SETTINGS,
                    RandomScope.uniform(random, 2 + random.nextInt(6), random.nextInt(80))
                            .state(),
                    NOW);
            String leaves = before.nodes().keySet().iterator().next();
            PlacementPreview preview = Preview.of(PLANNER, before, List.of(leaves), List.of(), NOW);
            ScopeState after =
                    Carry.toTheEnd(SETTINGS, TestScope.of(before).dead(leaves).state(), NOW);
            Map<String, String> had = nodes(before);
            Map<String, String> has = nodes(after);
            has.entrySet().removeIf(e -> e.getValue().equals(had.get(e.getKey())));
            assertThat(preview.moves()).hasSameSizeAs(has.entrySet());
            preview.moves().forEach(move -> assertThat(has).containsEntry(move.childId(), move.to()));
        });
    }

    private static Map<String, String> nodes(ScopeState state) {
        Map<String, String> nodes = new HashMap<>();
        state.assignments().forEach(a -> nodes.put(a.childId(), a.nodeId()));
        return nodes;
    }
}
