package io.pogo.zk;

import io.pogo.Ownership;

/** The same with claims. */
class CarriedOutClaimIT extends CarriedOutIT {
    @Override
    Ownership ownership() {
        return Ownership.CLAIM;
    }
}
