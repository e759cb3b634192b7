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

    /** Sends a message. May block. */
    void say(byte[] message) throws IOException;

    /** Completes with a description when the companion has ended or can no longer be reached. */
    CompletableFuture<String> ended();

    /** Closes the link after the farewell; waits a moment for the end of a companion that this node started. */
    void close() throws IOException;

    /** Abandons a companion that does not read: kills its process, or leaves the connection to it open. */
    void abandon();
}
