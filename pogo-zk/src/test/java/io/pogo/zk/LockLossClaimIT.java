package io.pogo.zk;

import io.pogo.Ownership;

/** The same with claims. */
class LockLossClaimIT extends LockLossIT {
    @Override
    Ownership ownership() {
        return Ownership.CLAIM;
    }
}
