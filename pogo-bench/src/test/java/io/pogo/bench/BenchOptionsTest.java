package io.pogo.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BenchOptionsTest {
    private static BenchOptions parse(String line) {
        return BenchOptions.parse(line.isEmpty() ? List.of() : List.of(line.split(" ")));
    }

    @Test
    void the_options_of_the_documentation_are_read() {
        BenchOptions options = parse("--only bulk-start,crash-failover --children 10000 --ownership latch");
        assertThat(options.only()).isEqualTo(Set.of(BenchmarkKind.BULK_START, BenchmarkKind.CRASH_FAILOVER));
        assertThat(options.sizes(1_000)).containsExactly(10_000);
        assertThat(options.quick()).isFalse();
        assertThat(options.claims()).isFalse();
        assertThat(parse("--ownership claim").claims()).isTrue();
    }

    @Test
    void nothing_means_all_benchmarks_but_scale_with_numbers_of_their_own() {
        assertThat(parse("").only()).isEqualTo(EnumSet.complementOf(EnumSet.of(BenchmarkKind.SCALE)));
        assertThat(parse("").sizes(1_000, 10_000)).containsExactly(1_000, 10_000);
    }

    @Test
    void a_quick_run_has_few_children_and_short_times() {
        BenchOptions quick = parse("--quick");
        assertThat(quick.sizes(1_000, 10_000)).hasSize(1).allMatch(children -> children < 100);
        assertThat(quick.session()).isLessThan(parse("").session());
        assertThat(quick.rebalanceDelay()).isLessThan(parse("").rebalanceDelay());
    }

    @Test
    void only_scale_has_a_hundred_thousand_children() {
        assertThat(parse("--children 100000 --only scale").sizes(1)).containsExactly(100_000);
        assertThatThrownBy(() -> parse("--children 100000"))
                .hasMessage("--children is \"100000\"; more than 15000 are for --only scale.");
    }

    @ParameterizedTest
    @EnumSource
    void each_benchmark_has_a_name(BenchmarkKind kind) {
        assertThat(BenchmarkKind.named(kind.label())).contains(kind);
        assertThat(BenchOptions.USAGE).contains(kind.label());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--only",
                "--only ,",
                "--only bulk-start,flood",
                "--children 9",
                "--children 100001 --only scale",
                "--children many",
                "--children --quick",
                "--ownership",
                "--frobnicate"
            })
    void what_makes_no_sense_is_refused_in_one_sentence(String line) {
        assertThatThrownBy(() -> parse(line))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .endsWith(".")
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--ownership lease  | --ownership is \"lease\"; it must be latch or claim.",
                "--children 3       | --children is \"3\"; it must be 10 to 100000.",
                "--bogus            | Unknown option \"--bogus\"; --help lists them."
            })
    void a_wrong_option_is_named(String line, String message) {
        assertThatThrownBy(() -> parse(line)).hasMessage(message);
    }
}
