package io.pogo.core;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The living nodes with what each has by now. */
final class Loads {
    private final Map<String, NodeLoad> byId = new TreeMap<>();
    private final List<NodeLoad> active;
    private final Map<Demand, List<NodeLoad>> right = new HashMap<>();
    private final Spread spread = new Spread();

    Loads(Collection<NodeView> nodes, int maxLockBytes) {
        nodes.forEach(node -> byId.put(node.id(), new NodeLoad(node, maxLockBytes)));
        active = byId.values().stream().filter(NodeLoad::isActive).toList();
    }

    Collection<NodeLoad> all() {
        return byId.values();
    }

    /** Those that take children, by id. */
    List<NodeLoad> active() {
        return active;
    }

    Spread spread() {
        return spread;
    }

    @Nullable
    NodeLoad get(String id) {
        return byId.get(id);
    }

    /** The nodes that are right for a child, full or not, by id. */
    List<NodeLoad> rightFor(Case c) {
        if (c.pinnedTo().isPresent()) {
            return Optional.ofNullable(byId.get(c.pinnedTo().get()))
                    .filter(load -> Fit.of(load.node(), c) == Fit.POSSIBLE)
                    .stream()
                    .toList();
        }
        return right.computeIfAbsent(
                Demand.of(c.child()),
                demand -> active.stream()
                        .filter(load -> Fit.ofOffer(load.node().offer(), c.child()) == Fit.POSSIBLE)
                        .toList());
    }

    Fit fit(Case c, NodeLoad load) {
        Fit right = Fit.of(load.node(), c);
        return right == Fit.POSSIBLE ? Fit.ofRoom(load, c.child()) : right;
    }

    void add(Case c, NodeLoad load) {
        load.add(c);
        spread.add(c, load.node());
    }

    void remove(Case c, NodeLoad load) {
        load.remove(c);
        spread.remove(c, load.node());
    }

    Eligibility.Used used(NodeView node) {
        NodeLoad load = byId.get(node.id());
        return load == null ? Eligibility.Used.NOTHING : new Eligibility.Used(load.count(), load.weight());
    }
}
