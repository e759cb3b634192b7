package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.Ownership;
import io.pogo.engine.base.NodeIds;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.lock.ChildLock;
import io.pogo.engine.store.Write;
import io.pogo.engine.tree.LockFolder;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a child's lock does, whatever it is made of. */
abstract class LockContract {
    final TestZooKeeper zk = new TestZooKeeper();
    final ScopePaths paths = new ScopePaths(TestZooKeeper.newScope());
    LockSite a;
    LockSite b;

    abstract Ownership ownership();

    @BeforeEach
    void begin() throws Exception {
        a = new LockSite(zk, paths, ownership(), "a");
        b = new LockSite(zk, paths, ownership(), "b");
        child("c");
    }

    @AfterEach
    void end() {
        a.close();
        b.close();
        zk.close();
    }

    @Test
    void it_is_granted_once_with_a_token_that_rises_with_each_owner() throws Exception {
        long last = 0;
        for (LockSite site : List.of(a, b, a, a)) {
            LockSite.Lock lock = site.acquire("c");
            assertThat(lock.awaitGrant().token()).isGreaterThan(last);
            last = lock.awaitGrant().token();
            lock.assertGrantedOnce();
            lock.releaseAndWait();
            assertThat(owners("c")).isEmpty();
        }
    }

    @Test
    void the_znode_names_the_node_and_its_token() throws Exception {
        ChildLock.Grant grant = b.acquire("c").awaitGrant();
        assertThat(NodeIds.shown(zk.client().getData().forPath(grant.path()))).isEqualTo("b");
        assertThat(zk.client().checkExists().forPath(grant.path()).getCzxid()).isEqualTo(grant.token());
        assertThat(zk.client().checkExists().forPath(grant.path()).getEphemeralOwner())
                .isEqualTo(b.session().id());
    }

    @Test
    void it_waits_for_the_owner_and_is_granted_when_that_lets_go() throws Exception {
        LockSite.Lock first = a.acquire("c");
        long token = first.awaitGrant().token();
        LockSite.Lock second = b.acquire("c");
        b.acquire(child("other")).awaitGrant();
        assertThat(second.isGranted()).isFalse();
        first.releaseAndWait();
        assertThat(second.awaitGrant().token()).isGreaterThan(token);
        second.assertGrantedOnce();
    }

    @Test
    void it_is_granted_when_the_session_of_the_owner_ends() throws Exception {
        a.acquire("c").awaitGrant();
        LockSite.Lock second = b.acquire("c");
        a.close();
        second.awaitGrant();
    }

    @Test
    void many_are_granted_though_some_of_them_have_other_owners() throws Exception {
        List<String> ids = IntStream.range(0, 150).mapToObj(i -> child("m" + i)).toList();
        List<LockSite.Lock> held = ids.stream()
                .filter(id -> id.endsWith("3"))
                .map(id -> acquire(a, id))
                .toList();
        held.forEach(LockSite.Lock::awaitGrant);
        List<LockSite.Lock> wanted = ids.stream().map(id -> acquire(b, id)).toList();
        eventually()
                .until(() -> wanted.stream().filter(LockSite.Lock::isGranted).count() == 150 - held.size());
        held.forEach(LockSite.Lock::release);
        wanted.forEach(LockSite.Lock::awaitGrant);
        wanted.forEach(LockSite.Lock::assertGrantedOnce);
        wanted.forEach(LockSite.Lock::release);
        eventually().until(() -> wanted.stream().allMatch(LockSite.Lock::isReleased));
        ids.forEach(id -> assertThat(owners(id)).isEmpty());
    }

    @Test
    void it_is_lost_when_somebody_deletes_its_znode() throws Exception {
        LockSite.Lock lock = a.acquire("c");
        zk.client().delete().forPath(lock.awaitGrant().path());
        eventually().until(lock::isLost);
        lock.releaseAndWait();
    }

    @Test
    void a_request_that_is_taken_back_is_never_granted_and_leaves_nothing() throws Exception {
        LockSite.Lock owner = a.acquire("c");
        owner.awaitGrant();
        LockSite.Lock waiting = b.acquire("c");
        waiting.releaseAndWait();
        LockSite.Lock young = b.acquire("c");
        young.releaseAndWait();
        owner.releaseAndWait();
        assertThat(owners("c")).isEmpty();
        assertThat(waiting.isGranted() || young.isGranted()).isFalse();
    }

    @Test
    void it_is_lost_when_it_is_abandoned_and_releasing_it_waits_for_nothing() throws Exception {
        LockSite.Lock held = a.acquire("c");
        held.awaitGrant();
        a.relay().cut();
        held.abandon();
        eventually().until(held::isLost);
        held.releaseAndWait();
    }

    @Test
    void a_connection_that_is_lost_while_it_is_asked_for_is_waited_out() throws Exception {
        a.relay().cut();
        LockSite.Lock lock = a.acquire(a.assignment("c", assignmentVersion("a")));
        a.relay().heal();
        lock.awaitGrant();
        lock.assertGrantedOnce();
        assertThat(owners("c")).hasSize(1);
        lock.releaseAndWait();
        assertThat(owners("c")).isEmpty();
    }

    @Test
    void it_is_granted_once_when_only_the_answer_was_lost() throws Exception {
        int version = assignmentVersion("a");
        a.relay().muffle();
        LockSite.Lock lock = a.acquire(a.assignment("c", version));
        eventually().until(() -> !owners("c").isEmpty());
        assertThat(lock.isGranted()).isFalse();
        a.relay().heal();
        ChildLock.Grant grant = lock.awaitGrant();
        lock.assertGrantedOnce();
        assertThat(owners("c")).hasSize(1);
        assertThat(zk.client().checkExists().forPath(grant.path()).getCzxid()).isEqualTo(grant.token());
        lock.releaseAndWait();
        assertThat(owners("c")).isEmpty();
    }

    @Test
    void a_release_whose_answer_was_lost_takes_nothing_from_the_next_owner() throws Exception {
        LockSite.Lock first = a.acquire("c");
        first.awaitGrant();
        LockSite.Lock second = b.acquire("c");
        a.relay().muffle();
        first.release();
        ChildLock.Grant next = second.awaitGrant();
        assertThat(first.isReleased()).isFalse();
        a.relay().heal();
        eventually().until(first::isReleased);
        second.assertGrantedOnce();
        assertThat(zk.client().checkExists().forPath(next.path()).getCzxid()).isEqualTo(next.token());
    }

    @Test
    void a_release_that_is_cut_short_is_made_again() throws Exception {
        LockSite.Lock lock = a.acquire("c");
        lock.awaitGrant();
        a.relay().cut();
        lock.release();
        a.relay().heal();
        eventually().until(lock::isReleased);
        assertThat(owners("c")).isEmpty();
    }

    @Test
    void the_proof_of_a_former_owner_does_not_hold_while_another_has_the_lock() throws Exception {
        LockSite.Lock first = a.acquire("c");
        ChildLock.Grant old = first.awaitGrant();
        assertThat(holds(old)).isTrue();
        zk.client().delete().forPath(old.path());
        assertThat(holds(old)).isFalse();
        ChildLock.Grant now = b.acquire("c").awaitGrant();
        assertThat(holds(now)).isTrue();
        assertThat(holds(old)).isFalse();
    }

    @Test
    void it_is_lost_if_the_child_was_removed_and_started_anew_since_its_spec_was_read() throws Exception {
        assignmentVersion("a");
        LockFolder folder = a.folder("c");
        zk.client().delete().forPath(paths.owner("c"));
        zk.client().create().forPath(paths.owner("c"));
        LockSite.Lock lock = a.acquire(a.assignment("c", 0), folder);
        eventually().until(lock::isLost);
        lock.releaseAndWait();
        assertThat(lock.isGranted()).isFalse();
        assertThat(owners("c")).isEmpty();
        LockSite.Lock next = a.acquire("c");
        next.awaitGrant();
        next.assertGrantedOnce();
    }

    @Test
    void it_leaves_nothing_of_a_child_that_was_removed_since_its_spec_was_read() throws Exception {
        assignmentVersion("a");
        LockFolder folder = a.folder("c");
        zk.client().delete().forPath(paths.owner("c"));
        zk.client().delete().forPath(paths.child("c"));
        LockSite.Lock lock = a.acquire(a.assignment("c", 0), folder);
        a.acquire(child("other")).awaitGrant();
        a.acquire(child("another")).awaitGrant();
        lock.releaseAndWait();
        assertThat(lock.isGranted()).isFalse();
        assertThat(zk.client().checkExists().forPath(paths.owner("c"))).isNull();
    }

    /** A child that is wanted, as far as locks are concerned. */
    String child(String id) {
        try {
            CuratorFramework client = zk.client();
            client.create().creatingParentsIfNeeded().forPath(paths.child(id), new byte[0]);
            client.create().creatingParentsIfNeeded().forPath(paths.owner(id), new byte[0]);
            return id;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    int assignmentVersion(String nodeId) throws Exception {
        String path = paths.assignment(nodeId, "c");
        if (zk.client().checkExists().forPath(path) == null) {
            zk.client().create().creatingParentsIfNeeded().forPath(path);
        }
        return zk.client().checkExists().forPath(path).getVersion();
    }

    List<String> owners(String id) {
        return zk.tree(paths.owner(id));
    }

    private boolean holds(ChildLock.Grant grant) {
        return b.session()
                .write(List.of(Write.exists(grant.path()), Write.check(paths.owner("c"), grant.ownerVersion())))
                .handle((results, failure) -> failure == null)
                .join();
    }

    private static LockSite.Lock acquire(LockSite site, String id) {
        try {
            return site.acquire(id);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
