package io.pogo.zk;

import io.pogo.Ownership;

/** The same with claims. */
class LeaseClaimIT extends LeaseIT {
    @Override
    Ownership ownership() {
        return Ownership.CLAIM;
    }
}
