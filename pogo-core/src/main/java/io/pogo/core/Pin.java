package io.pogo.core;

/**
 * Where a child was moved to by somebody: it stays there for as long as that node lives under that session, and is void
 * afterwards.
 *
 * @param nodeId the node
 * @param session the node's session
 */
public record Pin(String nodeId, long session) {}
