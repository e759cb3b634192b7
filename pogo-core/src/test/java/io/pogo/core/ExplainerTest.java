package io.pogo.core;

import static io.pogo.core.TestScope.NOW;
import static io.pogo.core.TestScope.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildExplanation;
import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.core.NodeView.Status;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Explanations name the reason, and agree with what the planner does. */
class ExplainerTest {
    @Test
    void each_other_node_has_its_reason() {
        TestScope scope = new TestScope()
                .node("a", Map.of("zone", "a"), 9, "t")
                .node("b", Map.of("zone", "b"), 9, "t")
                .node("d", Map.of("zone", "a"), 9, "t")
                .node("e", 9, "other")
                .node("f", Map.of("zone", "a"), 1, "t")
                .node("g", 9, "t")
                .node("h", Map.of("zone", "a"), 9, "t")
                .placed(ChildSpec.of("c", "t").withRequiredLabel("zone", "a"))
                .child("1")
                .child("2")
                .child("3");
        scope.on("a", "c").on("f", "1").on("h", "2", "3").status("d", Status.DRAINING);
        ChildExplanation told = explain(scope, "c");
        assertThat(told.node()).isEqualTo("a");
        assertThat(told.why()).isEqualTo("it was given to that node (FIRST_START) and may stay");
        assertThat(told.elsewhere())
                .containsExactly(
                        Map.entry("b", "lacks label zone=a (has zone=b)"),
                        Map.entry("d", "draining"),
                        Map.entry("e", "lacks type \"t\""),
                        Map.entry("f", "full: 1 of 1 children"),
                        Map.entry("g", "lacks label zone=a"),
                        Map.entry("h", "possible, but would be fuller: weight 3 of 9 there, 1 of 9 here"));
        assertThat(told.waitsFor()).isNull();
        assertThat(told.toString().lines())
                .startsWith(
                        "c is STARTING on a",
                        "  why: it was given to that node (FIRST_START) and may stay",
                        "  not on b: lacks label zone=a (has zone=b)");
    }

    @Test
    void weight_failures_groups_pins_and_versions_are_named() {
        TestScope heavy =
                new TestScope().nodes("a").node("b", 5, "t").child("x").on("b", "x");
        heavy.placed(ChildSpec.of("c", "t").withWeight(5)).on("a", "c");
        assertThat(explain(heavy, "c").elsewhere()).containsEntry("b", "full: weight 1 of 5, and it weighs 5");
        TestScope failed =
                new TestScope().nodes("a", "b").child("c").on("a", "c").failed("c", 0, 0, "b");
        assertThat(explain(failed, "c").elsewhere()).containsEntry("b", "gave it up (boom)");
        TestScope group = new TestScope().nodes("a", "b");
        group.placed(ChildSpec.of("c", "t").withSpreadGroup("g")).on("a", "c");
        group.placed(ChildSpec.of("d", "t").withSpreadGroup("g")).on("b", "d");
        assertThat(explain(group, "c").elsewhere()).containsEntry("b", "possible, but spread group g has one there");
        TestScope pinned =
                new TestScope().nodes("a", "b").child("c").pinned("c", "a", 1).on("a", "c");
        assertThat(explain(pinned, "c").elsewhere()).containsEntry("b", "pinned to a");
        assertThat(explain(pinned, "c").why()).isEqualTo("it was moved there by somebody (pinned)");
        TestScope old = new TestScope().nodes("a").placed(ChildSpec.of("c", "t"), Optional.empty(), 3);
        assertThat(explain(old, "c").elsewhere())
                .containsEntry("a", "reads specs up to format 2, this one has format 3");
    }

    @Test
    void it_says_what_a_child_waits_for() {
        TestScope crowded = new TestScope().nodes("a", "b").children(4).on("a", "c0", "c1", "c2", "c3");
        crowded.membersChangedAt(NOW);
        assertThat(explain(crowded, "c0").waitsFor()).startsWith("membership to be quiet until ");
        crowded.rebalancingPaused = true;
        assertThat(explain(crowded, "c0").waitsFor()).isEqualTo("rebalancing to be resumed");
        assertThat(explain(crowded, "c0").elsewhere())
                .containsEntry(
                        "b",
                        "possible, and better: would be less full: weight 1 of 100 there, 4 of 100 here;"
                                + " waits for rebalancing to be resumed");
        TestScope nobody = new TestScope().child("c");
        assertThat(explain(nobody, "c").state()).isEqualTo(ChildState.PENDING);
        assertThat(explain(nobody, "c").why()).isEqualTo("the scope has no member");
        TestScope paused = new TestScope().nodes("a").child("c").desired("c", Desired.PAUSED);
        assertThat(explain(paused, "c").waitsFor()).isEqualTo("somebody to resume it");
        assertThat(explain(paused, "c").elsewhere()).containsEntry("a", "possible, but it is paused");
        TestScope cold = new TestScope().nodes("a").child("c").electedAt(NOW);
        assertThat(explain(cold, "c").waitsFor()).startsWith("other members, until ");
        TestScope pin = new TestScope()
                .nodes("a")
                .node("b", 0, "t")
                .child("c")
                .pinned("c", "b", 1)
                .on("a", "c");
        assertThat(explain(pin, "c").waitsFor())
                .isEqualTo("its pin b, which is not possible now: full: 0 of 0 children");
    }

    @Test
    void a_child_that_there_is_not_is_said_to_be_none() {
        assertThat(explain(new TestScope(), "c").why()).isEqualTo("there is no such child");
    }

    @Test
    void nodes_are_compared_as_if_the_child_were_nowhere() {
        TestScope scope = new TestScope()
                .node("a", 1, "t")
                .node("b", 1, "t")
                .child("c")
                .child("d")
                .on("a", "c")
                .on("b", "d");
        assertThat(Explainer.fits(scope.state(), "c", SETTINGS, NOW))
                .containsExactly(Map.entry("a", Obstacle.POSSIBLE), Map.entry("b", Obstacle.COUNT));
    }

    /**
     * The planner puts a child where it is pinned to, if that is possible: so a pin shows whether it could put it
     * there.
     */
    @Test
    void a_node_is_called_possible_exactly_where_the_planner_could_put_the_child() {
        Seeds.forEach(1_000, random -> {
            ScopeState state = RandomScope.settled(random);
            for (WantedChild child : state.children().values()) {
                if (!isFree(child, state)) {
                    continue;
                }
                Map<String, Obstacle> fits = Explainer.fits(state, child.id(), SETTINGS, NOW);
                fits.forEach((node, fit) -> {
                    boolean room = fit == Obstacle.COUNT || fit == Obstacle.WEIGHT || fit == Obstacle.LOCK_BYTES;
                    if (!room && TestScope.required(state.nodes(), node).status() == Status.ACTIVE) {
                        assertThat(isPutTo(node, child, state))
                                .as("%s on %s is %s", child, node, fit)
                                .isEqualTo(fit == Obstacle.POSSIBLE);
                    }
                });
            }
        });
    }

    /** Whether it may be anywhere at all; the failure record of a pinned child would be another one. */
    private static boolean isFree(WantedChild child, ScopeState state) {
        return child.readable()
                && child.desired() == Desired.RUNNING
                && !ChildAssessment.isRunningOnce(child)
                && child.placement().pin().isEmpty()
                && !state.failures().containsKey(child.id());
    }

    private static boolean isPutTo(String node, WantedChild child, ScopeState state) {
        long session = TestScope.required(state.nodes(), node).session();
        ScopeState pinned =
                TestScope.of(state).pinned(child.id(), node, session).state();
        PlacementPlan plan = new Planner(SETTINGS).plan(pinned, NOW);
        return Carry.out(plan, pinned).assignments().stream()
                .anyMatch(a -> a.childId().equals(child.id()) && a.nodeId().equals(node));
    }

    private static ChildExplanation explain(TestScope scope, String id) {
        return Explainer.explain(scope.state(), id, SETTINGS, NOW);
    }
}
