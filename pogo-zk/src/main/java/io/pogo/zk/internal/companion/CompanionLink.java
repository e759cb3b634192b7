package io.pogo.zk.internal.companion;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * What connects a node with its companion. Its end without a farewell is the node's death, so it is never closed
 * without one.
 */
public interface CompanionLink {
    /** Waits until the companion is ready, or has ended; true if it is ready. */
    boolean awaitReady();

    /** Says something. May block. */
    void say(byte[] message) throws IOException;

    /** Completes when the companion has ended, or cannot be reached any more; says how. */
    CompletableFuture<String> ended();

    /** Closes it, after the farewell; waits a moment for the companion's end where that is ours to see. */
    void close() throws IOException;

    /** Does what can be done about a companion that does not listen. */
    void abandon();
}
