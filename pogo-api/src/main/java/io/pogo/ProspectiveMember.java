package io.pogo;

import java.util.Map;
import java.util.Set;

/**
 * A member that might join, to preview the moves that would follow.
 *
 * <pre>{@code
 * ProspectiveMember spare = ProspectiveMember.of("node-4", Set.of("service-monitor"));
 * }</pre>
 *
 * @param id the node's id
 * @param types the child types that it would offer
 * @param labels the node's labels
 * @param capacity the largest total weight of children that it would take
 * @param maxChildren the largest number of children that it would take
 */
public record ProspectiveMember(
        String id, Set<String> types, Map<String, String> labels, int capacity, int maxChildren) {
    /** The number of children that a node takes by default: 8,000. */
    public static final int DEFAULT_MAX_CHILDREN = 8_000;

    /**
     * Copies the types and the labels.
     *
     * @param id the node's id
     * @param types the child types, copied
     * @param labels the node's labels, copied
     * @param capacity the largest total weight of children that it would take
     * @param maxChildren the largest number of children that it would take
     * @throws IllegalArgumentException if a label breaks a rule; the message names it
     */
    public ProspectiveMember {
        types = Set.copyOf(types);
        labels = SpecRules.labels("member \"" + id + "\"", labels);
    }

    /**
     * Returns a member with the defaults: no labels, room for 8,000 children of weight 1.
     *
     * @param id the node's id
     * @param types the child types that it would offer
     * @return the member
     */
    public static ProspectiveMember of(String id, Set<String> types) {
        return new ProspectiveMember(id, types, Map.of(), DEFAULT_MAX_CHILDREN, DEFAULT_MAX_CHILDREN);
    }
}
