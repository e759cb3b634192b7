package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.Ownership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The lock as a LeaderLatch. */
class LatchLockIT extends LockContract {
    @Override
    Ownership ownership() {
        return Ownership.LEADER_LATCH;
    }

    @Test
    void it_is_lost_and_can_be_asked_for_again_when_there_is_no_thread_for_its_latch() throws Exception {
        LockSite.Lock lock = a.acquire("c", new Threadless(zk.client(), paths.owner("c"), "a"));
        eventually().until(lock::isLost);
        lock.releaseAndWait();

        a.acquire("c").awaitGrant();
    }

    /**
     * The planner removes the folder of a child that is terminated; a latch that is just being opened makes it again.
     */
    @Test
    void a_latch_that_is_closed_at_any_moment_of_a_slow_opening_leaves_no_folder() throws Exception {
        a.relay().slow(Duration.ofMillis(30));
        List<String> ids =
                IntStream.range(0, 12).mapToObj(i -> child("far-" + i)).toList();
        List<LockSite.Lock> locks = new ArrayList<>();
        for (String id : ids) {
            locks.add(a.acquire(a.assignment(id, 0)));
            zk.client().delete().forPath(paths.child(id));
            zk.client().delete().forPath(paths.owner(id));
        }
        long begun = System.nanoTime();
        for (int i = 0; i < locks.size(); i++) {
            Duration moment = Duration.ofMillis(100L * i);
            eventually().until(() -> System.nanoTime() - begun > moment.toNanos());
            locks.get(i).release();
        }

        eventually().until(() -> locks.stream().allMatch(LockSite.Lock::isReleased));
        a.awaitQuiet();
        assertThat(zk.tree(paths.owners()))
                .filteredOn(path -> path.contains("far-"))
                .isEmpty();
    }

    @Test
    void a_latch_that_is_gone_leaves_no_watch() throws Exception {
        int before = zk.watches();
        for (int i = 0; i < 20; i++) {
            LockSite.Lock lock = a.acquire(child("w" + i));
            lock.awaitGrant();
            lock.releaseAndWait();
        }

        eventually().untilAsserted(() -> assertThat(zk.watches()).isEqualTo(before));
    }
}
