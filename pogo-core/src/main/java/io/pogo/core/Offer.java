package io.pogo.core;

import java.util.Map;
import java.util.Set;

/**
 * What a member offers to children.
 *
 * @param types the child types that it can run
 * @param labels its labels
 * @param maxChildren how many children it takes at most
 * @param capacity how much weight it takes at most
 * @param format the highest format of stored specs that it reads
 */
public record Offer(Set<String> types, Map<String, String> labels, int maxChildren, int capacity, int format) {
    /** Of a member that cannot be read. */
    public static final Offer UNKNOWN = new Offer(Set.of(), Map.of(), 0, 0, 0);
}
