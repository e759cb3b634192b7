package io.pogo;

import java.util.Map;
import java.util.Set;

/**
 * A node of the scope, as this node's directory shows it.
 *
 * @param id the node's id, unique in the scope
 * @param address the host that it runs on, as it announced it
 * @param types the child types that it offers
 * @param labels its labels, for children that require some and for spread groups
 * @param capacity how much weight of children it takes at most
 * @param maxChildren how many children it takes at most
 * @param draining whether it is giving its children away
 */
public record MemberInfo(
        String id,
        String address,
        Set<String> types,
        Map<String, String> labels,
        int capacity,
        int maxChildren,
        boolean draining) {
    /**
     * Copies the types and the labels.
     *
     * @param id the node's id
     * @param address its host
     * @param types the child types, copied
     * @param labels its labels, copied; at most 32, names and values by the rules of child ids
     * @param capacity how much weight it takes
     * @param maxChildren how many children it takes
     * @param draining whether it is giving its children away
     * @throws IllegalArgumentException if a label breaks a rule; the message names it
     */
    public MemberInfo {
        types = Set.copyOf(types);
        labels = SpecRules.labels("member \"" + id + "\"", labels);
    }
}
