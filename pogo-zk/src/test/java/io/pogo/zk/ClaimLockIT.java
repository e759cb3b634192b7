package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.Ownership;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.lock.ChildLock;
import io.pogo.engine.store.Write;
import io.pogo.engine.tree.LockFolder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.junit.jupiter.api.Test;

/** The lock as a claim, and what only a claim does. */
class ClaimLockIT extends LockContract {
    @Override
    Ownership ownership() {
        return Ownership.CLAIM;
    }

    @Test
    void whose_assignment_is_gone_claims_nothing_and_whose_assignment_was_written_again_claims_by_that()
            throws Exception {
        assignmentVersion("a");
        String path = paths.assignment("a", "c");
        zk.client().setData().forPath(path, new byte[] {1});
        LockSite.Lock stale = a.acquire(a.assignment("c", 0));
        LockSite.Lock gone = b.acquire(b.assignment("c", 0));
        a.acquire(child("other")).awaitGrant();
        b.acquire(child("another")).awaitGrant();
        assertThat(owners("c")).isEmpty();

        stale.assigned(a.assignment("c", 1));

        stale.awaitGrant();
        gone.releaseAndWait();
        assertThat(gone.isGranted()).isFalse();
    }

    @Test
    void one_whose_spec_may_be_another_one_by_now_is_lost() throws Exception {
        assignmentVersion("a");
        LockFolder folder = a.folder("c");
        zk.client().setData().forPath(paths.owner("c"), new byte[0]);
        LockSite.Lock lock = a.acquire(a.assignment("c", 0), folder);
        eventually().until(lock::isLost);
        lock.releaseAndWait();
        assertThat(owners("c")).isEmpty();
    }

    @Test
    void a_parent_that_somebody_deleted_is_made_again_while_there_is_a_spec() throws Exception {
        LockFolder folder = a.folder("c");
        zk.client().delete().forPath(paths.owner("c"));
        zk.client().delete().forPath(ScopePaths.parent(paths.owner("c")));
        assignmentVersion("a");
        LockSite.Lock lock = a.acquire(a.assignment("c", 0), folder);
        eventually().until(lock::isLost);
        lock.releaseAndWait();
        a.acquire("c").awaitGrant();
    }

    @Test
    void a_claim_of_an_earlier_session_of_the_node_is_waited_for() throws Exception {
        LockSite before = new LockSite(zk, paths, ownership(), "a");
        before.acquire("c").awaitGrant();
        LockSite.Lock lock = a.acquire("c");
        a.acquire(child("other")).awaitGrant();
        assertThat(lock.isGranted()).isFalse();
        before.close();
        lock.awaitGrant();
    }

    @Test
    void a_claim_that_an_earlier_stay_left_is_given_back_and_the_next_run_has_a_token_of_its_own() throws Exception {
        ChildLock.Grant left = a.acquire("c").awaitGrant();
        LockSite.Lock next = a.acquire("c");
        eventually().until(next::isLost);
        next.releaseAndWait();
        assertThat(next.isGranted()).isFalse();
        assertThat(owners("c")).isEmpty();
        assertThat(a.acquire("c").awaitGrant().token()).isGreaterThan(left.token());
    }

    @Test
    void a_late_release_of_a_claim_takes_nothing_from_the_next_one_of_the_same_session() throws Exception {
        LockSite.Lock lock = a.acquire("c");
        ChildLock.Grant before = lock.awaitGrant();
        lock.releaseAndWait();
        LockSite.Lock next = a.acquire("c");
        next.awaitGrant();
        a.releaseLate(before);
        assertThat(owners("c")).hasSize(1);
        assertThat(next.isLost()).isFalse();
    }

    @Test
    void claims_that_an_earlier_stay_left_of_children_that_are_not_here_are_removed_and_no_others() throws Exception {
        child("here");
        child("others");
        a.acquire("c").awaitGrant();
        a.acquire("here").awaitGrant();
        b.acquire("others").awaitGrant();

        a.compare("here");

        eventually().until(() -> owners("c").isEmpty());
        assertThat(owners("here")).hasSize(1);
        assertThat(owners("others")).hasSize(1);
    }

    @Test
    void a_claim_of_another_node_that_shares_the_session_is_not_taken_for_ones_own() throws Exception {
        a.session()
                .write(List.of(Write.createEphemeral(paths.claim("c"), "b".getBytes(StandardCharsets.UTF_8))))
                .join();
        LockSite.Lock lock = a.acquire("c");
        a.compare();
        a.acquire(child("other")).awaitGrant();
        assertThat(lock.isGranted()).isFalse();
        assertThat(owners("c")).hasSize(1);
    }

    @Test
    void a_claim_that_was_deleted_and_made_again_by_another_while_the_connection_was_away_is_lost() throws Exception {
        LockSite.Lock lock = a.acquire("c");
        String path = lock.awaitGrant().path();
        a.relay().cut();
        zk.client().delete().forPath(path);
        zk.client().create().withMode(CreateMode.EPHEMERAL).forPath(path);
        a.relay().heal();
        eventually().until(lock::isLost);
        lock.releaseAndWait();
        assertThat(owners("c")).hasSize(1);
    }

    @Test
    void a_claim_that_somebody_writes_to_is_kept_and_its_deletion_is_seen_all_the_same() throws Exception {
        LockSite.Lock lock = a.acquire("c");
        String path = lock.awaitGrant().path();
        zk.client().setData().forPath(path, new byte[] {1});
        a.acquire(child("other")).awaitGrant();
        assertThat(lock.isLost()).isFalse();
        zk.client().delete().forPath(path);
        eventually().until(lock::isLost);
    }
}
