package io.pogo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    private static final Figures FIGURES = Figures.of("bulk-start")
            .with("children", 1_000)
            .with("seconds", 1.23456)
            .with("ratio", 1.7, Budget.atMost(1.6))
            .with("companion", false);

    @Test
    void a_json_object_has_the_name_and_the_fields_in_their_order() {
        assertThat(FIGURES.json())
                .isEqualTo(
                        "{\"name\":\"bulk-start\",\"children\":1000,\"seconds\":1.235,\"ratio\":1.7,\"companion\":false}");
    }

    @Test
    void large_and_small_numbers_are_written_without_an_exponent() {
        assertThat(Figures.of("x").with("a", 12_345_678.9).with("b", 0.0001).json())
                .isEqualTo("{\"name\":\"x\",\"a\":12345678.9,\"b\":0}");
    }

    @Test
    void the_table_says_the_verdict_beside_each_figure_that_has_a_budget() {
        String table = BenchTable.of(List.of(FIGURES, Figures.of("list").with("ms", 12, Budget.atMost(1_000))));
        assertThat(table.lines().map(line -> line.strip().replaceAll(" +", " ")))
                .contains(
                        "bulk-start 1000 children 1000",
                        "seconds 1.235",
                        "ratio 1.7 <= 1.6 outside",
                        "companion false",
                        "list ms 12 <= 1000 within");
    }

    @Test
    void a_budget_that_follows_from_another_figure_is_rounded_as_figures_are() {
        assertThat(Budget.atMost(12.385825153)).hasToString("<= 12.386");
    }

    @Test
    void a_quick_run_gives_no_verdict() {
        assertThat(BenchTable.of(List.of(FIGURES.withoutBudgets()))).doesNotContain("within", "outside");
    }

    @ParameterizedTest
    @CsvSource({"500,true", "500.1,false"})
    void at_most_includes_the_limit(double value, boolean holds) {
        assertThat(Budget.atMost(500).holds(value)).isEqualTo(holds);
    }

    @Test
    void at_least_and_exactly_are_what_they_say() {
        assertThat(Budget.atLeast(2).holds(2)).isTrue();
        assertThat(Budget.atLeast(2).holds(1.9)).isFalse();
        assertThat(Budget.exactly(0).holds(0)).isTrue();
        assertThat(Budget.exactly(250).holds(251)).isFalse();
    }

    @Test
    void a_budget_is_left_out_where_it_is_not_said() {
        assertThat(Budget.atMost(500).onlyIf(false)).isNull();
        assertThat(Objects.requireNonNull(Budget.atMost(500).onlyIf(true)).limit())
                .isEqualTo(500);
    }

    @Test
    void a_share_of_one_is_all_of_the_budget() {
        assertThat(Budget.atMost(500).share(250)).isEqualTo(0.5);
        assertThat(Budget.atLeast(2).share(4)).isEqualTo(0.5);
        assertThat(Budget.exactly(0).share(0)).isEqualTo(1);
        assertThat(Budget.exactly(0).share(1)).isGreaterThan(1);
    }

    @Test
    void a_percentile_is_a_time_that_was_measured() {
        List<Long> nanos = Arrays.asList(5_000_000L, 1_000_000L, 4_000_000L, 2_000_000L, 3_000_000L);
        assertThat(Percentile.millis(nanos, 50)).isEqualTo(3);
        assertThat(Percentile.millis(nanos, 99)).isEqualTo(5);
        assertThat(Percentile.millis(nanos, 1)).isEqualTo(1);
        assertThat(Percentile.millis(List.of(), 50)).isZero();
    }
}
