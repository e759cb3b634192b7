package io.pogo.examples.demo;

import static io.pogo.examples.demo.Events.START;
import static io.pogo.examples.demo.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.examples.demo.KillScript.Kind;
import io.pogo.examples.demo.KillScript.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KillScriptTest {
    private static final List<String> NODES = List.of("node-a", "node-b", "node-c");

    private final DemoState state = new DemoState(NODES, List.of("x"));
    private Instant now = START;

    @Test
    void one_node_after_the_other_is_killed_and_started_again() {
        KillScript script = new KillScript(KillTiming.of(Optional.empty()), NODES, Instant.MAX);
        assertThat(after(60, script)).isEmpty();

        state.apply(event("node-a", EventType.STARTED, "x"));
        NODES.forEach(node -> state.apply(event(node, EventType.JOINED)));
        assertThat(after(0, script)).isEmpty();
        assertThat(after(9, script)).isEmpty();
        assertThat(after(1, script)).contains(new Step(Kind.KILL, "node-b"));

        state.apply(event("node-b", EventType.KILLED));
        assertThat(after(4, script)).isEmpty();
        assertThat(after(4, script)).isEmpty();
        assertThat(after(1, script)).contains(new Step(Kind.START, "node-b"));

        state.restarting("node-b");
        assertThat(after(60, script)).isEmpty();
        state.apply(event("node-b", EventType.JOINED));
        assertThat(after(0, script)).isEmpty();
        assertThat(after(19, script)).isEmpty();
        assertThat(after(1, script)).contains(new Step(Kind.KILL, "node-c"));
    }

    @Test
    void a_node_is_started_again_when_its_children_run_elsewhere_and_not_before() {
        KillScript script = new KillScript(KillTiming.of(Optional.empty()), NODES, Instant.MAX);
        run(script);
        assertThat(after(10, script)).contains(new Step(Kind.KILL, "node-b"));

        state.apply(event("node-a", EventType.KILLED));
        assertThat(after(20, script)).isEmpty();
        state.apply(event("node-c", EventType.TAKEOVER, "x"));
        assertThat(after(0, script)).isEmpty();
        assertThat(after(5, script)).contains(new Step(Kind.START, "node-b"));
    }

    @Test
    void a_takeover_that_does_not_come_does_not_end_the_demo() {
        KillScript script = new KillScript(KillTiming.of(Optional.empty()), NODES, Instant.MAX);
        run(script);
        after(10, script);
        state.apply(event("node-a", EventType.KILLED));

        assertThat(after(31, script)).isEmpty();
        assertThat(after(5, script)).contains(new Step(Kind.START, "node-b"));
    }

    @Test
    void in_forty_seconds_there_is_time_for_one_kill() {
        KillScript script =
                new KillScript(KillTiming.of(Optional.of(Duration.ofSeconds(40))), NODES, START.plusSeconds(40));
        after(8, script);
        run(script);
        assertThat(after(5, script)).contains(new Step(Kind.KILL, "node-b"));
        assertThat(after(5, script)).isEmpty();
        assertThat(after(4, script)).contains(new Step(Kind.START, "node-b"));
        after(3, script);
        assertThat(after(14, script)).isEmpty();
    }

    @Test
    void nobody_is_killed_shortly_before_the_end() {
        KillScript script =
                new KillScript(KillTiming.of(Optional.of(Duration.ofMinutes(1))), NODES, START.plusSeconds(60));
        after(35, script);
        run(script);

        assertThat(after(20, script)).isEmpty();
    }

    @Test
    void a_single_node_is_left_alone() {
        KillScript script = new KillScript(KillTiming.of(Optional.empty()), List.of("node-a"), Instant.MAX);
        run(script);

        assertThat(after(100, script)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 6", "PT40S, 1", "PT1M, 1", "PT5M, 6"})
    void no_outage_begins_or_ends_within_three_seconds_of_a_kill(Duration duration, int least) {
        Optional<Duration> limit = duration.isZero() ? Optional.empty() : Optional.of(duration);
        KillScript script =
                new KillScript(KillTiming.of(limit), NODES, limit.map(now::plus).orElse(Instant.MAX));
        List<Instant> kills = new ArrayList<>();
        List<Instant> changes = new ArrayList<>();
        boolean down = false;
        run(script);
        for (Instant end = now.plus(limit.orElse(Duration.ofMinutes(5)));
                now.isBefore(end);
                now = now.plusMillis(100)) {
            script.next(now, state).ifPresent(step -> take(step, kills));
            boolean fails = ServedEndpoints.failing(9, script.calm(now), script.kills()) >= 0;
            if (fails != down) {
                changes.add(now);
                down = fails;
            }
        }
        assertThat(kills).isNotEmpty();
        assertThat(changes).hasSizeGreaterThanOrEqualTo(2 * least);
        assertThat(changes)
                .allSatisfy(change -> assertThat(kills)
                        .noneMatch(kill -> Duration.between(kill, change).abs().compareTo(Duration.ofSeconds(3)) < 0));
    }

    private void take(Step step, List<Instant> kills) {
        if (step.kind() == Kind.KILL) {
            kills.add(now);
            state.apply(event(step.node(), EventType.KILLED));
        } else {
            state.restarting(step.node());
            state.apply(event(step.node(), EventType.JOINED));
        }
        state.apply(event(step.node(), EventType.STARTED, "x"));
    }

    private void run(KillScript script) {
        NODES.forEach(node -> state.apply(event(node, EventType.JOINED)));
        state.apply(event("node-a", EventType.STARTED, "x"));
        assertThat(after(0, script)).isEmpty();
    }

    private Optional<Step> after(int seconds, KillScript script) {
        now = now.plusSeconds(seconds);
        return script.next(now, state);
    }
}
