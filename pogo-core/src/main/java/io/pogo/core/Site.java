package io.pogo.core;

/** A node under one session, as the place of children of one type. */
record Site(String nodeId, long session, String type) {
    static Site of(NodeView node, String type) {
        return new Site(node.id(), node.session(), type);
    }
}
