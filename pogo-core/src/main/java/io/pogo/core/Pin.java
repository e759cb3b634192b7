package io.pogo.core;

import org.jspecify.annotations.Nullable;

/**
 * Where a child was moved to by somebody: it stays there for as long as that node lives under that session, and is void
 * afterwards.
 *
 * @param nodeId the node
 * @param session the node's session
 */
public record Pin(String nodeId, long session) {
    /**
     * Whether it binds the child now. While its node is draining it does not: the node gives everything away, and gets
     * the child back when it takes children again.
     */
    boolean binds(@Nullable NodeView node) {
        return node != null && node.session() == session && node.status() != NodeView.Status.DRAINING;
    }
}
