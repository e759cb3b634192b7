package io.pogo.engine.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.core.PlacementPlan;
import io.pogo.core.PlanStep;
import io.pogo.core.PlannerSettings;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlannerRehearsalTest {
    @Test
    void what_is_rehearsed_is_a_takeover_whatever_the_settings() {
        for (Duration delay : List.of(Duration.ZERO, Duration.ofSeconds(5), Duration.ofDays(1_000_000_000))) {
            PlacementPlan plan =
                    PlannerRehearsal.plan(new PlannerSettings(delay, delay, 1, 1, delay, delay, Integer.MAX_VALUE));

            assertThat(plan.steps().stream()
                            .map(PlanStep.Assign.class::cast)
                            .collect(Collectors.groupingBy(step -> step.next().nodeId(), Collectors.counting())))
                    .hasSize(2)
                    .containsEntry("alive", 50L)
                    .containsEntry("well", 50L);
        }
    }
}
