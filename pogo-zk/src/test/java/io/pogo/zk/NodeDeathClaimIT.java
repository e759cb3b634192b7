package io.pogo.zk;

import io.pogo.Ownership;

/** The same with claims. */
class NodeDeathClaimIT extends NodeDeathIT {
    @Override
    Ownership ownership() {
        return Ownership.CLAIM;
    }
}
