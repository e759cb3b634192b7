package io.pogo.zk.internal.companion;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * The link between a node and its companion. Its end without a farewell means that the node has died, so the node never
 * closes it without one.
 */
public interface CompanionLink {
    /** Waits until the companion is ready, or has ended; true if it is ready. */
    boolean awaitReady();

    /** Says something. May block. */
    void say(byte[] message) throws IOException;

    /** Completes with a description when the companion has ended or can no longer be reached. */
    CompletableFuture<String> ended();

    /** Closes the link after the farewell; waits a moment for the end of a companion that this node started. */
    void close() throws IOException;

    /** Does what can be done about a companion that does not listen. */
    void abandon();
}
