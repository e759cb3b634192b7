package io.pogo.zk;

import io.pogo.Ownership;

/** The same with claims. */
class OddAnswerClaimIT extends OddAnswerIT {
    @Override
    Ownership ownership() {
        return Ownership.CLAIM;
    }
}
