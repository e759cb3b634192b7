package io.pogo.zk;

import io.pogo.Ownership;

/** The same with claims. */
class StuckShownClaimIT extends StuckShownIT {
    @Override
    Ownership ownership() {
        return Ownership.CLAIM;
    }
}
