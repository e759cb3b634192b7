package io.pogo.zk;

import io.pogo.Ownership;

/** The same with claims. */
class ListingClaimIT extends ListingIT {
    @Override
    Ownership ownership() {
        return Ownership.CLAIM;
    }
}
