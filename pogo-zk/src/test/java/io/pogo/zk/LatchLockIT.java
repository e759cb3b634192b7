package io.pogo.zk;

import io.pogo.Ownership;

/** The lock as a LeaderLatch. */
class LatchLockIT extends LockContract {
    @Override
    Ownership ownership() {
        return Ownership.LEADER_LATCH;
    }
}
