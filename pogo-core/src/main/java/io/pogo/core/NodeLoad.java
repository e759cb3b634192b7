package io.pogo.core;

import io.pogo.StartReason;
import io.pogo.core.NodeView.Status;
import java.util.ArrayList;
import java.util.List;

/** A living node with what it has by now. Loads are compared as exact fractions of the capacities. */
final class NodeLoad {
    private final NodeView node;
    private final int maxLockBytes;
    private final long hash;
    private final List<Case> movable = new ArrayList<>();
    private int count;
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

    void add(WantedChild child) {
        count++;
        lockBytes += child.lockBytes();
    }

    void remove(WantedChild child) {
        count--;
        lockBytes -= child.lockBytes();
    }

    boolean hasRoom() {
        return count < node.capacity();
    }

    boolean hasRoomFor(WantedChild child) {
        return hasRoom() && lockBytes + child.lockBytes() <= maxLockBytes;
    }

    /** Compares how full each would be with one child more. */
    static int compareAfterTaking(NodeLoad a, NodeLoad b) {
        return Long.compare((a.count + 1L) * b.capacity(), (b.count + 1L) * a.capacity());
    }

    /** Compares how full each is; one that has children and no capacity at all is fuller than any other. */
    static int compare(NodeLoad a, NodeLoad b) {
        return Long.compare((long) a.count * b.capacity(), (long) b.count * a.capacity());
    }

    /** Whether this would be less full with one child more than the other is now. */
    boolean takesBetterThan(NodeLoad giver) {
        return (count + 1L) * giver.capacity() < (long) giver.count * capacity();
    }

    Assignment assignment(WantedChild child, StartReason reason) {
        return new Assignment(child.id(), node.id(), node.session(), child.czxid(), child.revision(), reason);
    }

    private long capacity() {
        return Math.max(0, node.capacity());
    }
}
