package io.pogo.core;

import org.jspecify.annotations.Nullable;

/**
 * The node that a user moved a child to: the child stays there for as long as that node lives under that session; the
 * pin is void afterwards.
 *
 * @param nodeId the node
 * @param session the node's session
 */
public record Pin(String nodeId, long session) {
    /**
     * Returns whether the pin binds the child now. A pin does not bind while its node is draining: the node gives all
     * its children away, and gets the child back when it takes children again.
     */
    boolean binds(@Nullable NodeView node) {
        return node != null && node.session() == session && node.status() != NodeView.Status.DRAINING;
    }
}
