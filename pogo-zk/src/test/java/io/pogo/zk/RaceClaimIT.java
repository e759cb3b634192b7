package io.pogo.zk;

import io.pogo.Ownership;

/** The same with claims. */
class RaceClaimIT extends RaceIT {
    @Override
    Ownership ownership() {
        return Ownership.CLAIM;
    }
}
