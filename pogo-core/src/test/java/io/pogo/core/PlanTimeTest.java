package io.pogo.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The processor time of a plan in scopes that are expensive to plan for: other work on the machine does not count.
 * Prints the median of some plans; the limit is generous and applies to the quickest, since the first ones run before
 * the code is compiled.
 */
class PlanTimeTest {
    private static final int TIMES = Integer.getInteger("pogo.times", 3);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int MOVES = 2_000;
    private static final long LIMIT_MS = 400;

    @Test
    void ten_thousand_children_of_many_weights_that_are_bound_to_one_of_two_zones() {
        assertQuick("10 + 10 nodes, 10,000 children, 1,000 weights, one zone", zones(10_000, 1_000, 0));
    }

    @Test
    void twenty_thousand_children_of_a_hundred_weights_in_zones() {
        assertQuick("10 + 10 nodes, 20,000 children, 100 weights, one zone", zones(20_000, 100, 0));
    }

    @Test
    void twenty_thousand_children_of_many_weights_with_a_third_in_the_other_zone() {
        assertQuick("10 + 10 nodes, 20,000 children, 1,000 weights, two zones", zones(20_000, 1_000, 3));
    }

    @Test
    void a_hundred_types_of_which_each_of_a_hundred_nodes_offers_all() {
        assertQuick("100 nodes, 100 types, 20,000 children", types(100));
    }

    @Test
    void twenty_thousand_new_children_on_a_hundred_nodes() {
        assertQuick(
                "100 nodes, 20,000 new children",
                RandomScope.uniform(new Random(1), 100, 20_000).state());
    }

    @Test
    void twenty_thousand_children_of_groups_that_are_crowded() {
        TestScope scope = new TestScope();
        IntStream.range(0, 100).forEach(i -> scope.node("n" + i, Map.of("zone", "z" + i % 3), 100_000, "t"));
        for (int i = 0; i < 20_000; i++) {
            scope.placed(ChildSpec.of("c" + i, "t").withSpreadGroup("g" + i / 200, "zone"))
                    .on("n" + i % 50, "c" + i);
        }
        assertQuick("100 nodes, 20,000 children, groups of 200", scope.state());
    }

    @Test
    void a_start_among_a_hundred_thousand_children_that_fit_nowhere() {
        TestScope scope = new TestScope().electedAt(0);
        IntStream.range(0, 100).forEach(i -> scope.node("n" + i, 1_000, "t"));
        long[] without = starts(scope);
        for (int i = 0; i < 100_000; i++) {
            scope.placed(ChildSpec.of("p" + i, i % 2 == 0 ? "t" : "nowhere").withWeight(2_000 + i % 100));
        }
        long[] with = starts(scope);
        System.out.printf(
                "100 nodes, one start: %d us, with 100,000 children that fit nowhere %d us%n",
                without[without.length / 2], with[with.length / 2]);
        assertThat(with[0]).isLessThan(without[0] + 20_000);
    }

    private static long cpuNanos() {
        return THREADS.getCurrentThreadCpuTime();
    }

    /** The time in microseconds of each of some plans that place one new child, the quickest first. */
    private static long[] starts(TestScope scope) {
        Replanner replanner = new Replanner(TestScope.SETTINGS);
        replanner.plan(scope.state(), Set.of(), TestScope.NOW);
        long[] times = new long[51];
        for (int i = 0; i < times.length; i++) {
            ScopeState state = TestScope.of(scope.state()).child("new").state();
            long start = cpuNanos();
            PlacementPlan plan = replanner.plan(state, Set.of("new"), TestScope.NOW);
            times[i] = (cpuNanos() - start) / 1_000;
            assertThat(plan.steps()).hasSize(1);
        }
        Arrays.sort(times);
        return times;
    }

    /**
     * All on nodes of the zones that they are bound to, and uneven there; every {@code other}th is in the second zone.
     */
    private static ScopeState zones(int children, int weights, int other) {
        Random random = new Random(1);
        TestScope scope = new TestScope();
        for (int i = 0; i < 20; i++) {
            scope.node("n" + i, Map.of("zone", i < 10 ? "a" : "b"), 100_000_000, "t");
        }
        for (int i = 0; i < children; i++) {
            boolean second = other > 0 && i % other == 0;
            scope.placed(ChildSpec.of("c" + i, "t")
                            .withWeight(1 + random.nextInt(weights))
                            .withRequiredLabel("zone", second ? "b" : "a"))
                    .on("n" + (random.nextInt(10) + (second ? 10 : 0)), "c" + i);
        }
        return scope.state();
    }

    private static ScopeState types(int each) {
        Random random = new Random(1);
        TestScope scope = new TestScope();
        String[][] offered = new String[100][];
        for (int i = 0; i < 100; i++) {
            int first = random.nextInt(100);
            offered[i] = IntStream.range(0, each)
                    .mapToObj(t -> "t" + (first + t) % 100)
                    .toArray(String[]::new);
            scope.node("n" + i, 100_000, offered[i]);
        }
        for (int i = 0; i < 20_000; i++) {
            int node = random.nextInt(1 + random.nextInt(100));
            scope.child("c" + i, offered[node][random.nextInt(each)]).on("n" + node, "c" + i);
        }
        return scope.state();
    }

    /** The first plan, later ones in which nothing or little has changed, and those of the balanced scope. */
    private static void assertQuick(String what, ScopeState start) {
        long[] first = times(() -> new Replanner(TestScope.SETTINGS).plan(start, Set.of(), TestScope.NOW));
        Replanner replanner = new Replanner(TestScope.SETTINGS);
        replanner.plan(start, Set.of(), TestScope.NOW);
        long[] next = times(() -> replanner.plan(start, Set.of("c1"), TestScope.NOW));
        ScopeState even = evenedOut(start);
        Replanner settled = new Replanner(TestScope.SETTINGS);
        settled.plan(even, Set.of(), TestScope.NOW);
        long[] end = times(() -> settled.plan(even, Set.of("c1"), TestScope.NOW));
        System.out.printf(
                "%s: first plan %d ms, next %d ms, when even %d ms%n",
                what, first[TIMES / 2], next[TIMES / 2], end[TIMES / 2]);
        assertThat(List.of(first[0], next[0], end[0])).allMatch(fastest -> fastest < LIMIT_MS);
    }

    /** Some thousand moves further. */
    private static ScopeState evenedOut(ScopeState start) {
        PlannerSettings s = TestScope.SETTINGS;
        PlannerSettings fast = new PlannerSettings(
                s.settleDelay(),
                s.rebalanceDelay(),
                MOVES,
                s.failoverNodes(),
                s.quarantine(),
                s.maxQuarantine(),
                s.maxLockBytes());
        TestScope scope = TestScope.of(start);
        PlacementPlan plan = new Planner(fast).plan(start, TestScope.NOW);
        Set<String> moved = Carry.assigns(plan).stream().map(PlanStep::childId).collect(Collectors.toSet());
        scope.assignments.removeIf(a -> moved.contains(a.childId()));
        Carry.assigns(plan).forEach(step -> scope.assignments.add(step.next()));
        return scope.state();
    }

    /** The time in milliseconds of each plan, the quickest first. */
    private static long[] times(Runnable plan) {
        return IntStream.range(0, TIMES)
                .mapToLong(i -> {
                    long start = cpuNanos();
                    plan.run();
                    return (cpuNanos() - start) / 1_000_000;
                })
                .sorted()
                .toArray();
    }
}
