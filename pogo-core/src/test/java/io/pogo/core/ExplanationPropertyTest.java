package io.pogo.core;

import static io.pogo.core.TestScope.NOW;
import static io.pogo.core.TestScope.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildExplanation;
import io.pogo.ChildInfo;
import io.pogo.ChildState;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The listing, the explanation and the next plan agree on each child of any scope. */
class ExplanationPropertyTest {
    private static final List<String> OWNERS = List.of("n0", "n1", "n2", "n3", "n4", "n5", "n6", "gone");

    @Test
    void listing_explanation_and_next_plan_agree() {
        Seeds.forEach(1_000, random -> {
            ScopeState state = RandomScope.any(random);
            PlacementPlan plan = new Planner(SETTINGS).plan(state, NOW);
            ScopeState after = Carry.out(plan, state);
            WaitReasons reasons = new WaitReasons(state, SETTINGS, NOW);
            for (WantedChild child : state.children().values()) {
                ChildInfo listed = listed(random, state, child, reasons);
                ChildExplanation told = Explainer.explain(state, listed, SETTINGS, NOW);
                String next = plan.pending().containsKey(child.id()) ? null : nodeOf(after, child.id());
                assertThat(told.state()).isEqualTo(listed.state());
                assertThat(told.node()).isEqualTo(listed.node());
                assertThat(told.elsewhere().values()).noneMatch(String::isBlank);
                assertThat(told.elsewhere().keySet())
                        .containsExactlyInAnyOrderElementsOf(state.nodes().keySet().stream()
                                .filter(node -> !node.equals(listed.node()))
                                .toList());
                if (listed.node() == null) {
                    waits(told, listed, next);
                } else {
                    stands(told, listed.node(), next, reasons.of(child.id()));
                }
                isMovedNowhereElse(told, listed, next, plan);
            }
        });
    }

    private static void waits(ChildExplanation told, ChildInfo listed, @Nullable String next) {
        assertThat(told.why()).isEqualTo(listed.reason());
        if (next == null) {
            assertThat(told.why()).isNotEqualTo(WaitReasons.PLANNER);
            assertThat(String.valueOf(told.waitsFor())).doesNotContain("the planner");
        } else {
            assertThat(told.why()).isEqualTo(WaitReasons.PLANNER);
            assertThat(told.waitsFor()).isEqualTo("the planner, which gives it to " + next);
        }
    }

    private static void stands(ChildExplanation told, String node, @Nullable String next, String reason) {
        if (told.state() == ChildState.STUCK) {
            assertThat(told.why()).endsWith(", but it is stuck on " + node);
            assertThat(told.waitsFor())
                    .isEqualTo("the run on " + node + " to return, or the process of " + node + " to end");
        } else if (next == null) {
            assertThat(told.why()).isIn("it is taken away from " + node + ": " + reason, reason);
            assertThat((node + " to stop it").equals(told.waitsFor()))
                    .isEqualTo(!told.why().equals(reason));
        } else if (next.equals(node)) {
            assertThat(told.why()).doesNotContain(" to go to ", "it is given to ", "taken away");
            assertThat(String.valueOf(told.waitsFor())).doesNotContain("the planner", " to stop it");
        } else {
            assertThat(told.why()).containsAnyOf("it is to go to " + next + ": ", "it is given to " + next + " (");
            assertThat(told.waitsFor()).isIn("the planner, which gives it to " + next, node + " to stop it");
        }
    }

    /**
     * Only where the next plan puts it another node is said to get it, and a better one that does not get it has a
     * reason.
     */
    private static void isMovedNowhereElse(
            ChildExplanation told, ChildInfo listed, @Nullable String next, PlacementPlan plan) {
        told.elsewhere().forEach((node, why) -> {
            assertThat(why.equals("the planner gives it to that node next")
                            || why.equals("it is given to that node already"))
                    .isEqualTo(node.equals(next));
            if (why.startsWith("possible, and better: ")) {
                assertThat(why)
                        .matches(".*; (waits for .+|moved only where the load stays as even"
                                + "|no move makes the load more even)");
                assertThat(plan.moved()).doesNotContain(listed.id());
                assertThat(next).isEqualTo(listed.node());
            }
        });
    }

    /** As a listing shows it; a node may have it still that it was not given to. */
    private static ChildInfo listed(Random random, ScopeState state, WantedChild child, WaitReasons reasons) {
        if (random.nextInt(3) == 0) {
            ChildState running = random.nextInt(4) == 0 ? ChildState.STUCK : ChildState.RUNNING;
            return info(
                    child,
                    child.desired() == Desired.RUNNING ? running : ChildState.STOPPING,
                    OWNERS.get(random.nextInt(OWNERS.size())),
                    null);
        }
        String planned = nodeOf(state, child.id());
        if (child.desired() != Desired.RUNNING) {
            return info(
                    child,
                    child.desired() == Desired.PAUSED ? ChildState.PAUSED : ChildState.COMPLETED,
                    null,
                    reasons.of(child.id()));
        }
        return planned == null
                ? info(child, ChildState.PENDING, null, reasons.of(child.id()))
                : info(child, ChildState.STARTING, planned, null);
    }

    private static ChildInfo info(WantedChild child, ChildState state, @Nullable String node, @Nullable String reason) {
        return new ChildInfo(child.id(), child.type(), state, node, 0, 0, child.revision(), reason);
    }

    private static @Nullable String nodeOf(ScopeState state, String id) {
        return state.assignments().stream()
                .filter(a -> a.childId().equals(id))
                .map(Assignment::nodeId)
                .findFirst()
                .orElse(null);
    }
}
