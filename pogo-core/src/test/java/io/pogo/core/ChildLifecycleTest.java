package io.pogo.core;

import static io.pogo.core.ChildAction.*;
import static io.pogo.core.ChildPhase.*;
import static io.pogo.core.ChildSignal.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.core.ChildLifecycle.Row;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The table itself; what it means for a child is told by {@link LifecycleScenarios}. */
class ChildLifecycleTest {
    private static final Set<ChildSignal> ENDED = EnumSet.of(ENDED_AGAIN, ENDED_DONE, ENDED_TOO_OFTEN);

    @Test
    void every_phase_has_exactly_one_row_for_every_signal() {
        List<String> pairs = Arrays.stream(ChildPhase.values())
                .flatMap(phase -> Arrays.stream(ChildSignal.values()).map(signal -> phase + " " + signal))
                .toList();
        assertThat(ChildLifecycle.rows())
                .extracting(row -> row.from() + " " + row.signal())
                .containsExactlyInAnyOrderElementsOf(pairs);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void a_child_lives_as_told(LifecycleScenario scenario) {
        ChildPhase phase = WAITING;
        for (LifecycleScenario.Step step : scenario.steps()) {
            Row row = ChildLifecycle.next(phase, step.signal());
            assertThat(row).isEqualTo(new Row(phase, step.signal(), step.to(), step.actions()));
            phase = row.to();
        }
        assertThat(phase).as("where it ends").isEqualTo(GONE);
    }

    @Test
    void every_row_that_does_something_is_part_of_a_scenario() {
        Set<Row> visited = new HashSet<>();
        scenarios().forEach(scenario -> visited.addAll(rowsOf(scenario)));
        assertThat(ChildLifecycle.rows().stream().filter(row -> !isIgnored(row)).filter(row -> !visited.contains(row)))
                .as("rows that no scenario visits")
                .isEmpty();
    }

    @Test
    void the_lock_is_released_only_when_nothing_of_the_child_can_run() {
        assertThat(rowsWith(RELEASE))
                .isNotEmpty()
                .allMatch(row -> !row.from().mayRun() || ENDED.contains(row.signal()))
                .noneMatch(row -> row.to().mayRun());
    }

    @Test
    void a_child_stops_to_run_by_its_end_alone() {
        assertThat(ChildLifecycle.rows())
                .filteredOn(row -> row.from().mayRun() && !row.to().mayRun())
                .allMatch(row -> ENDED.contains(row.signal()));
    }

    @Test
    void a_child_is_launched_only_when_its_last_run_has_ended() {
        assertThat(rowsWith(LAUNCH))
                .isNotEmpty()
                .allMatch(row -> !row.from().mayRun() || ENDED.contains(row.signal()))
                .allMatch(row -> row.to() == STARTING);
        assertThat(ChildLifecycle.rows())
                .filteredOn(row -> row.to().mayRun() && !row.from().mayRun())
                .allMatch(row -> row.actions().contains(LAUNCH));
    }

    @Test
    void after_its_release_a_child_is_neither_launched_nor_released_again() {
        for (Row release : rowsWith(RELEASE)) {
            assertThat(actionsAfter(release)).as("after %s", release).doesNotContain(LAUNCH, RELEASE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void after_a_stop_or_a_loss_nothing_is_launched(ChildPhase phase) {
        assertThat(actionsAfter(ChildLifecycle.next(phase, STOP))).doesNotContain(LAUNCH);
        assertThat(actionsAfter(ChildLifecycle.next(phase, LOST))).doesNotContain(LAUNCH);
    }

    @ParameterizedTest
    @EnumSource
    void every_phase_is_reached_and_comes_to_an_end(ChildPhase phase) {
        assertThat(reachable(WAITING)).contains(phase);
        assertThat(reachable(phase)).contains(GONE);
    }

    @Test
    void what_is_gone_stays_gone() {
        assertThat(reachable(GONE)).containsExactly(GONE);
        assertThat(rowsWith(FORGET)).allMatch(row -> row.to() == GONE).isNotEmpty();
        assertThat(ChildLifecycle.rows())
                .filteredOn(row -> row.to() == GONE && row.from() != GONE)
                .allMatch(row -> row.actions().contains(FORGET));
    }

    static Stream<LifecycleScenario> scenarios() {
        return LifecycleScenarios.all().stream();
    }

    /** Whether nothing happens: the signal is of no interest in that phase. */
    static boolean isIgnored(Row row) {
        return row.from() == row.to() && row.actions().isEmpty();
    }

    private static List<Row> rowsOf(LifecycleScenario scenario) {
        Deque<ChildPhase> phase = new ArrayDeque<>(List.of(WAITING));
        return scenario.steps().stream()
                .map(step -> ChildLifecycle.next(phase.getLast(), step.signal()))
                .peek(row -> phase.add(row.to()))
                .toList();
    }

    private static List<Row> rowsWith(ChildAction action) {
        return ChildLifecycle.rows().stream()
                .filter(row -> row.actions().contains(action))
                .toList();
    }

    private static Set<ChildPhase> reachable(ChildPhase start) {
        Set<ChildPhase> seen = EnumSet.of(start);
        Deque<ChildPhase> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            ChildPhase phase = open.remove();
            for (ChildSignal signal : ChildSignal.values()) {
                ChildPhase next = ChildLifecycle.next(phase, signal).to();
                if (seen.add(next)) {
                    open.add(next);
                }
            }
        }
        return seen;
    }

    /** What can be done, whatever happens, once the row has been gone through. */
    private static Set<ChildAction> actionsAfter(Row row) {
        Set<ChildAction> actions = EnumSet.noneOf(ChildAction.class);
        reachable(row.to())
                .forEach(phase -> Arrays.stream(ChildSignal.values())
                        .forEach(signal -> actions.addAll(
                                ChildLifecycle.next(phase, signal).actions())));
        return actions;
    }
}
