package io.pogo;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A node of the scope, as this node's directory shows it.
 *
 * @param id the node's id, unique in the scope
 * @param address the host that it runs on, as it announced it
 * @param types the child types that it offers
 * @param labels the node's labels, for children that require labels and for spread groups
 * @param capacity the largest total weight of children that it takes
 * @param maxChildren the largest number of children that it takes
 * @param draining true while it is giving its children away
 * @param suspectTypes the child types for which it is suspect: several children of the type failed there that run
 *     elsewhere, so that it gets one at a time until one runs well; {@link ScopeClient#undrain} ends that too. Known
 *     when the members are read from ZooKeeper ({@link ScopeClient#members}), not in a node's own directory
 * @param planner true if it is the member that plans; known when {@code suspectTypes} is
 * @param version the version of Pogo that it runs, or null if it does not announce one
 * @param joined the time when its supervisor first joined the scope, on that node's clock; a later session of the same
 *     supervisor does not change it. Null if the node does not announce it
 */
public record MemberInfo(
        String id,
        String address,
        Set<String> types,
        Map<String, String> labels,
        int capacity,
        int maxChildren,
        boolean draining,
        Set<String> suspectTypes,
        boolean planner,
        @Nullable String version,
        @Nullable Instant joined) {
    /**
     * Copies the types and the labels.
     *
     * @param id the node's id
     * @param address the host that it runs on
     * @param types the child types, copied
     * @param labels the node's labels, copied; at most 32, names and values by the rules of child ids
     * @param capacity the largest total weight of children that it takes
     * @param maxChildren the largest number of children that it takes
     * @param draining true while it is giving its children away
     * @param suspectTypes the child types for which it is suspect, copied
     * @param planner true if it plans
     * @param version the version of Pogo that it runs, or null
     * @param joined the time when it joined, or null
     * @throws IllegalArgumentException if a label breaks a rule; the message names it
     */
    public MemberInfo {
        types = Set.copyOf(types);
        suspectTypes = Set.copyOf(suspectTypes);
        labels = SpecRules.labels("member \"" + id + "\"", labels);
    }

    /**
     * Creates a member that is not suspect, does not plan, and announces neither a version nor the time when it joined.
     *
     * @param id the node's id
     * @param address the host that it runs on
     * @param types the child types, copied
     * @param labels the node's labels, copied
     * @param capacity the largest total weight of children that it takes
     * @param maxChildren the largest number of children that it takes
     * @param draining true while it is giving its children away
     * @throws IllegalArgumentException if a label breaks a rule; the message names it
     */
    public MemberInfo(
            String id,
            String address,
            Set<String> types,
            Map<String, String> labels,
            int capacity,
            int maxChildren,
            boolean draining) {
        this(id, address, types, labels, capacity, maxChildren, draining, Set.of(), false, null, null);
    }
}
