package io.pogo.core;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ListMultimap;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The living nodes with what each has by now. */
final class Loads {
    private final Map<String, NodeLoad> byId = new TreeMap<>();
    private final ListMultimap<String, NodeLoad> activeByType = ArrayListMultimap.create();

    Loads(Collection<NodeView> nodes, int maxLockBytes) {
        nodes.forEach(node -> byId.put(node.id(), new NodeLoad(node, maxLockBytes)));
        for (NodeLoad load : byId.values()) {
            if (load.isActive()) {
                load.node().types().forEach(type -> activeByType.put(type, load));
            }
        }
    }

    /** The active nodes that offer a type, by id. */
    List<NodeLoad> offering(String type) {
        return activeByType.get(type);
    }

    List<NodeLoad> active() {
        return byId.values().stream().filter(NodeLoad::isActive).toList();
    }

    void keep(Case c, Assignment where, boolean movable) {
        NodeLoad load = byId.get(where.nodeId());
        if (load != null) {
            load.add(c);
            if (movable) {
                load.movable().add(c);
            }
        }
    }

    int count(NodeView node) {
        NodeLoad load = byId.get(node.id());
        return load == null ? 0 : load.count();
    }
}
