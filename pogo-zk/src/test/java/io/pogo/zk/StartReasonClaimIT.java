package io.pogo.zk;

import io.pogo.Ownership;

/** The same with claims. */
class StartReasonClaimIT extends StartReasonIT {
    @Override
    Ownership ownership() {
        return Ownership.CLAIM;
    }
}
