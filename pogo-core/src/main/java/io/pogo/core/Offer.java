package io.pogo.core;

import java.util.Map;
import java.util.Set;

/**
 * The offer of a member to children.
 *
 * @param types the child types that it can run
 * @param labels the member's labels
 * @param maxChildren the largest number of children that it takes
 * @param capacity the largest total weight of children that it takes
 * @param format the highest format of stored specs that it reads
 */
public record Offer(Set<String> types, Map<String, String> labels, int maxChildren, int capacity, int format) {
    /** The offer of a member that cannot be read. */
    public static final Offer UNKNOWN = new Offer(Set.of(), Map.of(), 0, 0, 0);
}
