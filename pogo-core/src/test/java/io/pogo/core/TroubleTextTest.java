package io.pogo.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reasons of children that are stuck or have crashed, word for word. */
class TroubleTextTest {
    private static final String SINCE = "has not stopped on a since 1970-01-01T00:00:01Z";

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # desired, of an earlier spec, planned on, lock lost, what is said then
            RUNNING,   false, b, false, ; blocks its move to b
            RUNNING,   false, a, false, ; blocks its restart
            RUNNING,   false, -, false, ; blocks its next start
            RUNNING,   true,  b, false, ; blocks the new child of that id
            PAUSED,    false, -, false, ; blocks its pause
            COMPLETED, false, -, false, ''
            -,         false, -, false, ; blocks the next start of a child of that id
            RUNNING,   false, b, true,  ; its lock is lost: it may run twice
            RUNNING,   false, a, true,  ; its lock is lost: it may run twice; blocks its restart
            """)
    void a_stuck_child_is_said_to_hold_up_what_it_holds_up(
            @Nullable Desired desired, boolean earlier, @Nullable String planned, boolean lost, String then) {
        assertThat(new StuckChild("c", "a", 1_999, lost).reason(desired, earlier, planned))
                .isEqualTo(SINCE + then);
    }

    @Test
    void a_run_beside_another_is_said_to_run_twice() {
        assertThat(new StuckChild("c", "a", 1_000, true).besideAnother())
                .isEqualTo("runs twice: an earlier run lost its lock and " + SINCE);
    }

    @Test
    void a_finding_names_the_child_and_what_a_person_can_do() {
        assertThat(new StuckChild("c", "a", 1_000, false).finding())
                .isEqualTo("child c " + SINCE + "; wait for its run to return, or end the process of a");
        assertThat(new StuckChild("c", "a", 1_000, true).finding())
                .isEqualTo("child c " + SINCE + " and has lost its lock, so it may run twice;"
                        + " wait for its run to return, or end the process of a");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            1, a, crashed once: boom
            3, a, 'crashed 3 times, last: boom'
            1, b, crashed once on a: boom
            3, b, 'crashed 3 times, last on a: boom'
            """)
    void a_crash_is_said_with_its_count_and_where_it_was_if_that_is_elsewhere(int attempts, String node, String said) {
        Failure failure = new Failure("c", 1, 1, "a", "boom", attempts, Set.of(), 0, Rest.NONE);
        assertThat(failure.reason(node)).isEqualTo(said);
    }
}
