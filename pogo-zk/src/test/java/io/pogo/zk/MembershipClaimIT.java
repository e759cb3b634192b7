package io.pogo.zk;

import io.pogo.Ownership;

/** The same with claims. */
class MembershipClaimIT extends MembershipIT {
    @Override
    Ownership ownership() {
        return Ownership.CLAIM;
    }
}
