package io.pogo.core;

import io.pogo.ChildSpec;
import java.util.Map;
import java.util.Optional;

/**
 * What a child demands of the node that runs it.
 *
 * @param weight how much of the node's capacity it takes
 * @param requiredLabels the labels that the node must have
 * @param spreadGroup the group whose children go to different nodes, if it is in one
 * @param spreadLabel the label over whose values the group is spread, if there is one
 * @param pin where it was moved to by somebody
 * @param format the format of the stored spec, which the node must be able to read
 */
public record Placement(
        int weight,
        Map<String, String> requiredLabels,
        Optional<String> spreadGroup,
        Optional<String> spreadLabel,
        Optional<Pin> pin,
        int format) {
    /** A child of weight 1 that may be anywhere. */
    public static final Placement ANYWHERE =
            new Placement(1, Map.of(), Optional.empty(), Optional.empty(), Optional.empty(), 1);

    /** The node that the child is bound to, if its pin still holds. */
    Optional<String> pinnedTo(Map<String, NodeView> nodes) {
        return pin.filter(p -> p.binds(nodes.get(p.nodeId()))).map(Pin::nodeId);
    }

    /**
     * What a spec demands.
     *
     * @param spec the spec
     * @param pin where it was moved to by somebody
     * @param format the format of the stored spec
     * @return the demands
     */
    public static Placement of(ChildSpec spec, Optional<Pin> pin, int format) {
        return new Placement(spec.weight(), spec.requiredLabels(), spec.spreadGroup(), spec.spreadLabel(), pin, format);
    }
}
