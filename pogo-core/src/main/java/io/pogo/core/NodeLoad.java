package io.pogo.core;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;
import io.pogo.StartReason;
import io.pogo.core.NodeView.Status;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A living node with its present load. Loads are compared as exact fractions of the capacities. A child that is being
 * tried after a failure counts on the node where it is tried when a place is looked for, so that recoveries spread over
 * the nodes. Such a child is never the reason to move another child: a move must even out the load with it and without
 * it.
 */
final class NodeLoad {
    private final NodeView node;
    private final int maxLockBytes;
    private final long hash;
    private final Map<String, ChildAssessment> movable = new TreeMap<>();
    private final Map<String, ChildAssessment> movableOfGroups = new TreeMap<>();
    private final Multiset<String> movableTypes = HashMultiset.create();
    private final Multiset<String> types = HashMultiset.create();
    /** The type that was asked for last: children of one type are handed out one after the other. */
    private @Nullable String recentType;

    private int recentCount;
    private @Nullable Kinds kinds;
    private int count;
    private long weight;
    private long steady;
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

    /** Returns the weight of all the node's children. */
    long weight() {
        return weight;
    }

    /** Returns the weight of the children without a failure record. */
    long steady() {
        return steady;
    }

    /** Returns the number of children of a type without a failure record. */
    int ofType(String type) {
        if (!type.equals(recentType)) {
            recentType = type;
            recentCount = types.count(type);
        }
        return recentCount;
    }

    /** Returns the types of the children without a failure record. */
    Set<String> types() {
        return types.elementSet();
    }

    /** Returns the capacity that loads are compared with, at least 1: a node that takes nothing counts as small. */
    long capacity() {
        return Math.max(1, node.capacity());
    }

    boolean isActive() {
        return node.status() == Status.ACTIVE;
    }

    /** Returns the children that may be moved to even out the load. */
    Collection<ChildAssessment> movable() {
        return movable.values();
    }

    /** Returns the movable children that are in a spread group. */
    Collection<ChildAssessment> movableOfGroups() {
        return movableOfGroups.values();
    }

    /** Returns the types of the movable children. */
    Multiset<String> movableTypes() {
        return movableTypes;
    }

    /** Returns the movable children without a spread group, by kind. Computed on the first call. */
    Kinds kinds() {
        Kinds known = kinds;
        if (known == null) {
            known = new Kinds();
            movable.values().stream().filter(c -> !isOfGroup(c)).forEach(known::add);
            kinds = known;
        }
        return known;
    }

    void mayMove(ChildAssessment c) {
        movable.put(c.id(), c);
        if (isOfGroup(c)) {
            movableOfGroups.put(c.id(), c);
        } else if (kinds != null) {
            kinds.add(c);
        }
        movableTypes.add(c.child().type());
    }

    void add(ChildAssessment c) {
        change(c, 1);
        if (c.isSteady()) {
            types.add(c.child().type());
            recentType = null;
        }
    }

    void remove(ChildAssessment c) {
        change(c, -1);
        if (c.isSteady()) {
            types.remove(c.child().type());
            recentType = null;
        }
        if (movable.remove(c.id()) != null) {
            movableOfGroups.remove(c.id());
            if (kinds != null && !isOfGroup(c)) {
                kinds.remove(c);
            }
            movableTypes.remove(c.child().type());
        }
    }

    private static boolean isOfGroup(ChildAssessment c) {
        return c.child().placement().spreadGroup().isPresent();
    }

    private void change(ChildAssessment c, int sign) {
        count += sign;
        weight += (long) sign * c.weight();
        steady += c.isSteady() ? (long) sign * c.weight() : 0;
        lockBytes += (long) sign * c.child().lockBytes();
    }

    boolean hasBytesFor(int bytes) {
        return lockBytes + bytes <= maxLockBytes;
    }

    /** Compares the nodes by their load with that much more weight, relative to their capacity. */
    static int compareAfterTaking(NodeLoad a, NodeLoad b, int weight) {
        return Fractions.compare(a.weight + weight, a.capacity(), b.weight + weight, b.capacity());
    }

    /** Compares the nodes by the load of the children without a failure record, relative to their capacity. */
    static int compare(NodeLoad a, NodeLoad b) {
        return Fractions.compare(a.steady, a.capacity(), b.steady, b.capacity());
    }

    /** Compares the nodes by their children of a type with one more of them, relative to their capacity. */
    static int compareTypeAfterTaking(NodeLoad a, NodeLoad b, String type) {
        return Fractions.compare(a.ofType(type) + 1L, a.capacity(), b.ofType(type) + 1L, b.capacity());
    }

    /**
     * Returns whether this node with that much more weight would be less full than the other is, with and without the
     * children that are being tried.
     */
    boolean staysBelow(NodeLoad giver, int more) {
        return Fractions.compare(steady + more, capacity(), giver.steady, giver.capacity()) < 0
                && Fractions.compare(weight + more, capacity(), giver.weight, giver.capacity()) < 0;
    }

    /**
     * Returns whether that much weight may move from this node to the other so that both are as even afterwards, with
     * and without the children that are being tried.
     */
    boolean keepsEven(NodeLoad to, int moved) {
        return Fractions.keepsEven(steady, capacity(), to.steady, to.capacity(), moved)
                && Fractions.keepsEven(weight, capacity(), to.weight, to.capacity(), moved);
    }

    Assignment assignment(WantedChild child, StartReason reason) {
        return new Assignment(child.id(), node.id(), node.session(), child.czxid(), child.revision(), reason);
    }
}
