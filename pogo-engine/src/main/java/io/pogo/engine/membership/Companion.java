package io.pogo.engine.membership;

import io.pogo.engine.store.Session;
import java.util.concurrent.CompletableFuture;

/**
 * A process beside the node that ends the node's session when the node has died. Its calls return at once, except
 * {@link #close}.
 */
public interface Companion {
    /** Starts the companion; the future fails if it cannot be started. */
    CompletableFuture<Void> begin();

    /** Reports a session that has begun. On the loop. */
    void tell(Session began);

    /** Announces the end of the node to the companion, and waits a while until it has ended. */
    void close();
}
