package io.pogo.zk;

import io.pogo.Ownership;

/** The same with claims. */
class ServerRestartClaimIT extends ServerRestartIT {
    @Override
    Ownership ownership() {
        return Ownership.CLAIM;
    }
}
