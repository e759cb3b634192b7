package io.pogo.core;

import io.pogo.StartReason;

/**
 * An assignment of a child to a node, made by the planner.
 *
 * @param childId the child
 * @param nodeId the node
 * @param session the session of the node that the child was assigned to
 * @param czxid the identity of the assigned spec
 * @param revision the revision of the assigned spec
 * @param reason the reason for the assignment
 */
public record Assignment(String childId, String nodeId, long session, long czxid, int revision, StartReason reason) {}
