package io.pogo.zk;

import io.pogo.Ownership;

/** The same with claims. */
class CompletionClaimIT extends CompletionIT {
    @Override
    Ownership ownership() {
        return Ownership.CLAIM;
    }
}
