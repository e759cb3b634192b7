package io.pogo.engine.lock;

import static io.pogo.engine.lock.ClaimVerdict.AFRESH;
import static io.pogo.engine.lock.ClaimVerdict.FREE;
import static io.pogo.engine.lock.ClaimVerdict.ORPHANED;
import static io.pogo.engine.lock.ClaimVerdict.OURS;
import static io.pogo.engine.lock.ClaimVerdict.OURS_AFRESH;
import static io.pogo.engine.lock.ClaimVerdict.STALE;
import static io.pogo.engine.lock.ClaimVerdict.TAKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.engine.base.NodeIds;
import io.pogo.engine.store.Stamp;
import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.LockFolder;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A request that is based on version 3 of its assignment and on version 5 of the parent was refused. */
class ClaimVerdictTest {
    private static final long OUR_SESSION = 1;
    private static final Optional<Znode> NONE = Optional.empty();

    @Test
    void a_claim_of_somebody_else_is_waited_for_whatever_else_has_changed() {
        assertThat(verdict(assignment(3), parent(6, 90), claim(2, 90))).isEqualTo(TAKEN);
        assertThat(verdict(NONE, parent(5, 80), claim(2, 90))).isEqualTo(TAKEN);
    }

    @Test
    void what_a_request_that_was_cut_short_has_made_is_ours() {
        assertThat(verdict(assignment(3), parent(6, 90), claim(1, 90))).isEqualTo(OURS);
        assertThat(verdict(NONE, parent(6, 90), claim(1, 90))).isEqualTo(OURS);
    }

    @Test
    void what_an_earlier_stay_has_left_is_given_back_since_its_token_has_had_its_run() {
        assertThat(verdict(assignment(3), parent(5, 70), claim(1, 60))).isEqualTo(OURS_AFRESH);
        assertThat(verdict(assignment(3), parent(5, 60), claim(1, 60))).isEqualTo(OURS_AFRESH);
    }

    @Test
    void after_a_start_that_may_have_come_since_the_spec_was_read_it_is_read_again() {
        assertThat(verdict(assignment(3), parent(6, 95), claim(1, 90))).isEqualTo(OURS_AFRESH);
        assertThat(verdict(assignment(3), parent(7, 90), claim(1, 90))).isEqualTo(OURS_AFRESH);
        assertThat(verdict(assignment(3), parent(6, 95), NONE)).isEqualTo(AFRESH);
    }

    @Test
    void a_parent_that_was_removed_and_made_again_is_another_one_whatever_its_version() {
        assertThat(verdict(assignment(3), znode(5, 0, 70, 80), NONE)).isEqualTo(AFRESH);
        assertThat(verdict(assignment(3), znode(6, 0, 70, 90), claim(1, 90))).isEqualTo(OURS_AFRESH);
    }

    @Test
    void an_assignment_that_has_changed_is_no_basis() {
        assertThat(verdict(NONE, parent(5, 80), NONE)).isEqualTo(STALE);
        assertThat(verdict(assignment(4), parent(5, 80), NONE)).isEqualTo(STALE);
        assertThat(verdict(NONE, NONE, NONE)).isEqualTo(STALE);
    }

    @Test
    void a_missing_parent_is_told_from_one_with_another_version() {
        assertThat(verdict(assignment(3), NONE, NONE)).isEqualTo(ORPHANED);
    }

    @Test
    void when_nothing_is_in_the_way_any_more_it_is_asked_for_again() {
        assertThat(verdict(assignment(3), parent(5, 80), NONE)).isEqualTo(FREE);
    }

    private static ClaimVerdict verdict(Optional<Znode> assignment, Optional<Znode> parent, Optional<Znode> claim) {
        return ClaimVerdict.of(
                new ClaimVerdict.Basis(3, new LockFolder(10, 5)),
                assignment,
                parent,
                claim,
                znode -> znode.stamp().owner() == OUR_SESSION);
    }

    private static Optional<Znode> assignment(int version) {
        return znode(version, 0, 10, 20);
    }

    private static Optional<Znode> parent(int version, long mzxid) {
        return znode(version, 0, 10, mzxid);
    }

    private static Optional<Znode> claim(long session, long czxid) {
        return znode(0, session, czxid, czxid);
    }

    private static Optional<Znode> znode(int version, long session, long czxid, long mzxid) {
        Stamp stat = new Stamp(czxid, mzxid, version, 0, 0, session, 0, 0);
        return Optional.of(new Znode("/z/claim", NodeIds.owner("a", "1"), stat));
    }
}
