package io.pogo.engine.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.engine.base.Moment;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The end of a lease by two clocks, by a timeout that changes, and by the request before the proof. */
class LeaseTermTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(12);
    private static final LeaseTerm TERM = new LeaseTerm(at(0, 0), nanos(2_000), TIMEOUT.toNanos());

    private static Moment at(long monotonicMillis, long wallMillis) {
        return new Moment(nanos(monotonicMillis), wallMillis);
    }

    private static long nanos(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @ParameterizedTest(name = "monotonic +{0} ms, wall +{1} ms: {2} ms left")
    @CsvSource({
        "0, 0, 8000",
        "3000, 3000, 5000",
        "8000, 8000, 0",
        "9000, 9000, -1000",
        // a suspended machine: the monotonic clock stood still
        "1000, 3500, 4500",
        "0, 8000, 0",
        "10, 60000, -52000",
        // a clock that is set back says nothing
        "3000, -600000, 5000",
        "8000, 0, 0",
    })
    void it_runs_by_the_clock_that_saw_more_time_pass(long monotonic, long wall, long left) {
        assertThat(TERM.leftNanos(at(monotonic, wall), TIMEOUT)).isEqualTo(nanos(left));
    }

    @ParameterizedTest(name = "granted {0} ms now, after {1} ms: {2} ms left")
    @CsvSource({"12000, 1000, 7000", "3000, 1000, 1000", "3000, 2000, 0", "24000, 1000, 7000", "0, 0, -2000"})
    void a_timeout_that_shrinks_counts_at_once_and_a_longer_one_from_the_next_proof(
            long timeout, long after, long left) {
        LeaseTerm term = new LeaseTerm(at(0, 0), 0, TIMEOUT.toNanos());
        long expected = timeout == 0 ? 0 : nanos(left);
        assertThat(term.leftNanos(at(after, after), Duration.ofMillis(timeout))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "ticks of {0} ms, last heard {1} ms before the proof")
    @CsvSource({
        "6000, 2000",
        "6000, 3000",
        "6000, 4000",
        "6000, 9000",
        "4000, 2000",
        "4000, 4000",
        "3000, 2000",
        "2000, 2000",
        "1000, 2000",
        "1000, 4000",
    })
    void what_is_certain_ends_no_later_than_the_earliest_expiry(long tick, long before) {
        LeaseTerm term = new LeaseTerm(at(0, 0), nanos(before), TIMEOUT.toNanos());
        long heard = -Math.max(before, tick / 2);
        long expiry = heard + TIMEOUT.toMillis();
        assertThat(term.certainNanos(at(0, 0), TIMEOUT)).isLessThanOrEqualTo(nanos(expiry));
        assertThat(term.leftNanos(at(0, 0), TIMEOUT)).isLessThan(nanos(expiry));
    }

    @Test
    void of_two_proofs_the_one_that_was_sent_later_counts_in_whatever_order_they_are_answered() {
        LeaseTerm later = new LeaseTerm(at(100, 100), 0, TIMEOUT.toNanos());
        assertThat(TERM.orLater(later)).isSameAs(later);
        assertThat(later.orLater(TERM)).isSameAs(later);
    }
}
