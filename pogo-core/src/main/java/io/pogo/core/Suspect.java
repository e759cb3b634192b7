package io.pogo.core;

/**
 * A node that is suspect for one child type: different children of the type have failed there that run well elsewhere.
 *
 * @param nodeId the node
 * @param session the session under which they failed there; another session of the node is judged anew
 * @param type the child type
 * @param children the number of different children that have failed there
 * @param probes the number of children that were tried there since, and failed too
 */
public record Suspect(String nodeId, long session, String type, int children, int probes) {
    boolean concerns(NodeView node, String ofType) {
        return nodeId.equals(node.id()) && session == node.session() && type.equals(ofType);
    }
}
