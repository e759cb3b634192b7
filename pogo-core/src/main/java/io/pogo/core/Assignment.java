package io.pogo.core;

import io.pogo.StartReason;

/**
 * A child given to a node by the planner.
 *
 * @param childId the child
 * @param nodeId the node
 * @param session the node's session that it was given to
 * @param czxid the identity of the spec that was given
 * @param revision the revision of the spec that was given
 * @param reason why it was given
 */
public record Assignment(String childId, String nodeId, long session, long czxid, int revision, StartReason reason) {}
