package io.pogo.engine.request;

import io.pogo.ChildSpec;
import io.pogo.core.NodeView;
import io.pogo.engine.format.SpecFormat;
import io.pogo.engine.format.StoredSpec;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The conditions under which a child may be moved to a node by hand. The capacity of the node is checked by the
 * planner, not here.
 */
final class MoveTarget {
    private MoveTarget() {}

    /** Returns the reason why this node cannot run the child, as a plain sentence; empty if it can. */
    static Optional<String> obstacle(StoredSpec stored, NodeView node) {
        ChildSpec spec = Objects.requireNonNull(stored.spec(), "a readable spec");
        return switch (node.status()) {
            case DRAINING -> Optional.of("it gives its children away");
            case UNREADABLE -> Optional.of("what it offers is not known at the moment");
            case ACTIVE -> obstacle(spec, node);
        };
    }

    private static Optional<String> obstacle(ChildSpec spec, NodeView node) {
        if (node.offer().format() < SpecFormat.OF_PLACEMENT) {
            return Optional.of("its version of Pogo does not support moves to a chosen node");
        }
        if (!node.types().contains(spec.type())) {
            return Optional.of("it does not offer type \"" + spec.type() + "\", only " + node.types());
        }
        return spec.requiredLabels().entrySet().stream()
                .filter(label -> !label.getValue().equals(node.labels().get(label.getKey())))
                .map(label -> lacks(label, node.labels().get(label.getKey())))
                .findFirst();
    }

    private static String lacks(Map.Entry<String, String> label, @Nullable String has) {
        String there = has == null ? "" : " (it has " + label.getKey() + "=" + has + ")";
        return "it lacks label " + label.getKey() + "=" + label.getValue() + there;
    }
}
