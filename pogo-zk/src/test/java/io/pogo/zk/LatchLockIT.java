package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;

import io.pogo.Ownership;
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
}
