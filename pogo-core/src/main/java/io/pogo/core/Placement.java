package io.pogo.core;

import io.pogo.ChildSpec;
import java.util.Map;
import java.util.Optional;

/**
 * The demands of a child on the node that runs it.
 *
 * @param weight the amount of the node's capacity that it takes
 * @param requiredLabels the labels that the node must have
 * @param spreadGroup the group whose children go to different nodes, if it is in one
 * @param spreadLabel the label over whose values the group is spread, if there is one
 * @param pin the node that a user moved the child to, if there is one
 * @param format the format of the stored spec, which the node must be able to read
 */
public record Placement(
        int weight,
        Map<String, String> requiredLabels,
        Optional<String> spreadGroup,
        Optional<String> spreadLabel,
        Optional<Pin> pin,
        int format) {
    /** The placement of a child of weight 1 that may be on any node. */
    public static final Placement ANYWHERE =
            new Placement(1, Map.of(), Optional.empty(), Optional.empty(), Optional.empty(), 1);

    /** Returns the node that the child is bound to, if its pin still holds. */
    Optional<String> pinnedTo(Map<String, NodeView> nodes) {
        return pin.filter(p -> p.binds(nodes.get(p.nodeId()))).map(Pin::nodeId);
    }

    /**
     * Returns the demands of a spec.
     *
     * @param spec the spec
     * @param pin the node that a user moved the child to, if there is one
     * @param format the format of the stored spec
     * @return the demands
     */
    public static Placement of(ChildSpec spec, Optional<Pin> pin, int format) {
        return new Placement(spec.weight(), spec.requiredLabels(), spec.spreadGroup(), spec.spreadLabel(), pin, format);
    }
}
