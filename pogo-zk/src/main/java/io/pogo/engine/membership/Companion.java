package io.pogo.engine.membership;

import io.pogo.engine.store.ZkSession;
import java.util.concurrent.CompletableFuture;

/**
 * A process at the node's side that ends its session when the node has died. Its calls return at once, but for the
 * close.
 */
public interface Companion {
    /** Starts it; the future fails if it cannot be started. */
    CompletableFuture<Void> begin();

    /** Reports a session that has begun. On the loop. */
    void tell(ZkSession began);

    /** Says farewell, and waits a while until the companion has ended. */
    void close();
}
