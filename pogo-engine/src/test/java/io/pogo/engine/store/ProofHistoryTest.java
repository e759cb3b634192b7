package io.pogo.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.engine.base.Moment;
import io.pogo.engine.lease.LeaseTerm;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The time between the leader's last news of a session and a proof, if a follower died before its report. */
class ProofHistoryTest {
    private static final long TIMEOUT = TimeUnit.MILLISECONDS.toNanos(12_000);

    private final ProofHistory history = new ProofHistory();

    ProofHistoryTest() {
        history.heardSince(at(0));
    }

    @Test
    void a_proof_after_a_long_pause_counts_from_the_request_before_it() {
        assertThat(unheard(5_000, 5_000)).isEqualTo(5_000);
    }

    @Test
    void a_second_proof_right_after_it_counts_from_before_the_pause_until_the_first_was_reported() {
        unheard(5_000, 5_000);
        assertThat(unheard(5_100, 5_100)).isEqualTo(5_100);
        assertThat(unheard(7_900, 7_900)).isEqualTo(7_900);
        assertThat(unheard(8_200, 8_200)).isLessThanOrEqualTo(3_200);
    }

    @Test
    void proofs_an_eighth_of_the_timeout_apart_count_from_a_quarter_before() {
        for (int sent = 1_500; sent < 20_000; sent += 1_500) {
            assertThat(unheard(sent, sent)).isLessThanOrEqualTo(3_000);
        }
    }

    @Test
    void proofs_a_sixth_of_the_timeout_apart_leave_at_least_five_twelfths_of_it() {
        for (int sent = 2_000; sent < 30_000; sent += 2_000) {
            LeaseTerm term = new LeaseTerm(at(sent), unheardNanos(sent, sent + 10), TIMEOUT);
            Duration margin = Duration.ofNanos(term.leftNanos(at(sent + 2_000), Duration.ofNanos(TIMEOUT)));
            assertThat(margin).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
            assertThat(term.isShort()).isFalse();
        }
    }

    @Test
    void a_term_after_a_long_pause_is_short() {
        assertThat(new LeaseTerm(at(5_500), unheardNanos(5_500, 5_500), TIMEOUT).isShort())
                .isTrue();
    }

    @Test
    void a_proof_on_a_new_connection_counts_from_when_the_one_was_sent_that_was_lost_with_the_old_one() {
        unheard(1_000, 1_000);
        history.lost(at(5_000));
        history.lost(at(3_000));
        assertThat(unheard(6_000, 6_100)).isEqualTo(1_000);
        assertThat(unheard(7_000, 7_000)).isEqualTo(2_000);
    }

    @Test
    void a_loss_that_is_reported_late_counts_from_the_next_proof_on() {
        unheard(6_000, 6_000);
        history.lost(at(5_000));
        assertThat(unheard(6_100, 6_100)).isEqualTo(1_100);
    }

    @Test
    void a_proof_that_was_sent_before_the_lost_one_says_nothing_of_a_new_connection() {
        history.lost(at(5_000));
        assertThat(unheard(4_900, 5_500)).isEqualTo(4_900);
        assertThat(unheard(5_600, 5_600)).isEqualTo(600);
    }

    @Test
    void a_connection_that_is_older_than_what_the_leader_has_heard_changes_nothing() {
        history.heardSince(at(4_000));
        history.heardSince(at(2_000));
        assertThat(unheard(5_000, 5_000)).isEqualTo(1_000);
    }

    @Test
    void a_session_of_which_nothing_is_known_may_be_unheard_for_its_whole_timeout() {
        ProofHistory unknown = new ProofHistory();
        assertThat(unknown.add(new ProofHistory.Request(at(1_000), at(1_000)), TIMEOUT))
                .isEqualTo(TIMEOUT);
        assertThat(unknown.add(new ProofHistory.Request(at(1_100), at(1_100)), TIMEOUT))
                .isGreaterThan(TIMEOUT);
    }

    @Test
    void a_proof_that_was_answered_late_may_have_arrived_late() {
        assertThat(unheard(1_000, 6_000)).isEqualTo(1_000);
        assertThat(unheard(6_000, 6_000)).isEqualTo(6_000);
    }

    @Test
    void a_pause_in_which_the_machine_was_suspended_counts_by_the_wall_clock() {
        Moment proof = new Moment(TimeUnit.MILLISECONDS.toNanos(100), 6_000);
        assertThat(history.add(new ProofHistory.Request(proof, proof), TIMEOUT))
                .isEqualTo(TimeUnit.MILLISECONDS.toNanos(6_000));
    }

    private long unheard(long sent, long answered) {
        return TimeUnit.NANOSECONDS.toMillis(unheardNanos(sent, answered));
    }

    private long unheardNanos(long sent, long answered) {
        return history.add(new ProofHistory.Request(at(sent), at(answered)), TIMEOUT);
    }

    private static Moment at(long millis) {
        return new Moment(TimeUnit.MILLISECONDS.toNanos(millis), millis);
    }
}
