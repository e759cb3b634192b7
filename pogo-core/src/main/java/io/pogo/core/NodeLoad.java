package io.pogo.core;

import io.pogo.StartReason;
import io.pogo.core.NodeView.Status;
import java.util.ArrayList;
import java.util.List;

/**
 * A living node with what it has by now. Loads are compared as exact fractions of the capacities. A child that keeps crashing takes
 * room, but does not count when loads are compared: where it is tried next must not move the others about.
 */
final class NodeLoad {
    private final NodeView node;
    private final int maxLockBytes;
    private final long hash;
    private final List<Case> movable = new ArrayList<>();
    private int count;
    private int steady;
    private long lockBytes;

    NodeLoad(NodeView node, int maxLockBytes) {
        this.node = node;
        this.maxLockBytes = maxLockBytes;
        this.hash = Rendezvous.hash(node.id());
    }

    String id() {
        return node.id();
    }

    NodeView node() {
        return node;
    }

    long hash() {
        return hash;
    }

    int count() {
        return count;
    }

    boolean isActive() {
        return node.status() == Status.ACTIVE;
    }

    /** Those of its children that may be moved to even out the load. */
    List<Case> movable() {
        return movable;
    }

    void add(Case c) {
        count++;
        steady += c.isSteady() ? 1 : 0;
        lockBytes += c.child().lockBytes();
    }

    void remove(Case c) {
        count--;
        steady -= c.isSteady() ? 1 : 0;
        lockBytes -= c.child().lockBytes();
    }

    boolean hasRoom() {
        return count < node.maxChildren();
    }

    boolean hasRoomFor(WantedChild child) {
        return hasRoom() && lockBytes + child.lockBytes() <= maxLockBytes;
    }

    /** Compares how full each would be with one child more. */
    static int compareAfterTaking(NodeLoad a, NodeLoad b) {
        return Long.compare((a.steady + 1L) * b.capacity(), (b.steady + 1L) * a.capacity());
    }

    /** Compares how full each is; one that has children and no capacity at all is fuller than any other. */
    static int compare(NodeLoad a, NodeLoad b) {
        return Long.compare((long) a.steady * b.capacity(), (long) b.steady * a.capacity());
    }

    /** Whether this would be less full with one child more than the other is now. */
    boolean takesBetterThan(NodeLoad giver) {
        return (steady + 1L) * giver.capacity() < (long) giver.steady * capacity();
    }

    Assignment assignment(WantedChild child, StartReason reason) {
        return new Assignment(child.id(), node.id(), node.session(), child.czxid(), child.revision(), reason);
    }

    private long capacity() {
        return Math.max(0, node.capacity());
    }
}
