package io.pogo.core;

import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The living nodes with the present load of each, kept from plan to plan. */
final class Loads {
    private final int maxLockBytes;
    private final Map<String, NodeLoad> byId = new TreeMap<>();
    private List<NodeLoad> active = List.of();
    /** The nodes that are right for a demand, kept for one plan only, because the number of demands is not limited. */
    private final Map<Demand, List<NodeLoad>> right = new HashMap<>();

    private final Spread spread = new Spread();
    private final Spread steadySpread = new Spread();
    private final Map<String, Placed> placed = new HashMap<>();
    private MoveQuota quota = new MoveQuota(Trust.but(Set.of()));

    /** A child as it was when it was placed, and its node. */
    private record Placed(ChildAssessment child, NodeLoad at) {
        /** Returns whether the child is on one of these nodes, or might be pinned to one. */
        boolean concerns(Set<String> nodes) {
            Optional<String> pin = child.child().placement().pin().map(Pin::nodeId);
            return nodes.contains(at.id()) || pin.filter(nodes::contains).isPresent();
        }
    }

    Loads(Map<String, NodeView> nodes, int maxLockBytes) {
        this.maxLockBytes = maxLockBytes;
        nodesAre(nodes);
    }

    /** Replaces the nodes by the present ones. Returns the children that this may affect, which are taken out. */
    List<String> nodesAre(Map<String, NodeView> nodes) {
        Set<String> differing = differing(nodes);
        if (differing.isEmpty()) {
            return List.of();
        }
        List<String> concerned = placed.values().stream()
                .filter(p -> p.concerns(differing))
                .map(p -> p.child().id())
                .toList();
        removeAll(concerned);
        byId.keySet().removeAll(differing);
        Maps.filterKeys(nodes, differing::contains)
                .forEach((id, node) -> byId.put(id, new NodeLoad(node, maxLockBytes)));
        active = byId.values().stream().filter(NodeLoad::isActive).toList();
        return concerned;
    }

    boolean differFrom(Map<String, NodeView> nodes) {
        return !differing(nodes).isEmpty();
    }

    /** Returns the nodes that came, went or changed. */
    private Set<String> differing(Map<String, NodeView> nodes) {
        Set<String> differing = new HashSet<>(Sets.difference(nodes.keySet(), byId.keySet()));
        byId.forEach((id, load) -> {
            if (!load.node().equals(nodes.get(id))) {
                differing.add(id);
            }
        });
        return differing;
    }

    /** Returns the limit of the optional moves that nodes take in the plan that is being made. */
    MoveQuota quota() {
        return quota;
    }

    void quotaIs(MoveQuota next) {
        quota = next;
    }

    Collection<NodeLoad> all() {
        return byId.values();
    }

    /** Returns the nodes that take children, by id. */
    List<NodeLoad> active() {
        return active;
    }

    /** Returns the spread of all children. */
    Spread spread() {
        return spread;
    }

    /** Returns the spread of the children without a failure record. */
    Spread steadySpread() {
        return steadySpread;
    }

    /**
     * Returns whether a child is spread as well on another node as on its present one, with and without the children
     * that are being tried.
     */
    boolean isSpreadAsWell(WantedChild child, NodeView to, NodeView from) {
        return isAsWell(spread, child, to, from) && isAsWell(steadySpread, child, to, from);
    }

    private static boolean isAsWell(Spread by, WantedChild child, NodeView to, NodeView from) {
        return by.others(child, to, from) <= by.others(child, from, from);
    }

    @Nullable
    NodeLoad get(String id) {
        return byId.get(id);
    }

    /** Returns the nodes that are right for a child, full or not, by id. */
    List<NodeLoad> rightFor(ChildAssessment c) {
        if (c.pinnedTo().isPresent()) {
            return Optional.ofNullable(byId.get(c.pinnedTo().get()))
                    .filter(load -> Obstacle.of(load.node(), c) == Obstacle.POSSIBLE)
                    .stream()
                    .toList();
        }
        return right.computeIfAbsent(
                Demand.of(c.child()),
                demand -> active.stream()
                        .filter(load -> Obstacle.ofOffer(load.node().offer(), c.child()) == Obstacle.POSSIBLE)
                        .toList());
    }

    Obstacle fit(ChildAssessment c, NodeLoad load) {
        Obstacle right = Obstacle.of(load.node(), c);
        return right == Obstacle.POSSIBLE ? Obstacle.ofRoom(load, c.child()) : right;
    }

    void add(ChildAssessment c, NodeLoad load) {
        load.add(c);
        spread.add(c, load.node());
        if (c.isSteady()) {
            steadySpread.add(c, load.node());
        }
        placed.put(c.id(), new Placed(c, load));
    }

    /** Takes a child out, if it is on a node. */
    void remove(String childId) {
        Placed before = placed.remove(childId);
        if (before != null) {
            before.at().remove(before.child());
            spread.remove(before.child(), before.at().node());
            if (before.child().isSteady()) {
                steadySpread.remove(before.child(), before.at().node());
            }
        }
    }

    /** Takes out the children that are looked at again, by another plan or for other nodes. */
    void removeAll(Collection<String> childIds) {
        right.clear();
        childIds.forEach(this::remove);
    }

    /** Returns whether no node has a child. */
    boolean isEmpty() {
        return placed.isEmpty();
    }

    Eligibility.Used used(NodeView node) {
        NodeLoad load = byId.get(node.id());
        return load == null ? Eligibility.Used.NOTHING : new Eligibility.Used(load.count(), load.weight());
    }
}
