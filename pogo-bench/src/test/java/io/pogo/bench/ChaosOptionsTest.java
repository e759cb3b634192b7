package io.pogo.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.Ownership;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChaosOptionsTest {
    private static ChaosOptions parse(String line) {
        return ChaosOptions.parse(line.isEmpty() ? List.of() : List.of(line.split(" ")));
    }

    @Test
    void the_options_of_the_documentation_are_read() {
        ChaosOptions options =
                parse("--nodes 4 --children 100 --duration 2m --seed 7 --quiet --faults kill-node --ownership claim");
        assertThat(options.nodes()).isEqualTo(4);
        assertThat(options.children()).isEqualTo(100);
        assertThat(options.duration()).isEqualTo(Duration.ofMinutes(2));
        assertThat(options.seed()).isEqualTo(7);
        assertThat(options.quiet()).isTrue();
        assertThat(options.faults()).isEqualTo(Set.of(FaultKind.KILL_NODE));
        assertThat(options.ownership()).isEqualTo(Ownership.CLAIM);
    }

    @Test
    void nothing_means_the_defaults() {
        assertThat(parse("")).isEqualTo(ChaosOptions.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--nodes 1",
                "--nodes many",
                "--children 0",
                "--duration 5",
                "--duration 0s",
                "--seed -1",
                "--seed",
                "--session 1s",
                "--faults flood",
                "--ownership mine",
                "--frobnicate"
            })
    void what_makes_no_sense_is_refused_in_one_sentence(String line) {
        assertThatThrownBy(() -> parse(line))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .endsWith(".")
                .doesNotContain("\n");
    }

    @Test
    void the_plan_is_a_function_of_the_options() {
        assertThat(FaultPlan.of(parse("--seed 7"))).isEqualTo(FaultPlan.of(parse("--seed 7 --quiet")));
        assertThat(FaultPlan.of(parse("--seed 7"))).isNotEqualTo(FaultPlan.of(parse("--seed 8")));
    }

    @Test
    void a_kind_that_the_machine_cannot_do_is_left_out_of_the_plan() {
        ChaosOptions options = parse("--faults stop-clock,starve --duration 5m");
        assertThat(FaultPlan.of(options.without(FaultKind.STOP_CLOCK)).faults())
                .isNotEmpty()
                .allSatisfy(fault -> assertThat(fault.kind()).isEqualTo(FaultKind.STARVE));
        assertThat(FaultPlan.of(options.without(FaultKind.STOP_CLOCK).without(FaultKind.STARVE))
                        .faults())
                .isEmpty();
    }

    @Test
    void every_fault_is_made_and_healed_within_the_duration() {
        ChaosOptions options = parse("--duration 10m");
        FaultPlan plan = FaultPlan.of(options);
        assertThat(plan.faults()).extracting(FaultPlan.Planned::kind).contains(FaultKind.values());
        assertThat(plan.faults())
                .allSatisfy(fault -> assertThat(fault.atMillis() + fault.forMillis())
                        .isLessThanOrEqualTo(options.duration().toMillis()));
    }
}
