package io.pogo.zk;

import io.pogo.Ownership;

/** The same with claims. */
class CheckpointClaimIT extends CheckpointIT {
    @Override
    Ownership ownership() {
        return Ownership.CLAIM;
    }
}
