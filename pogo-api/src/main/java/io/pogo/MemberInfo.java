package io.pogo;

import java.util.Set;

/**
 * A node of the scope, as this node's directory shows it.
 *
 * @param id the node's id, unique in the scope
 * @param address the host that it runs on, as it announced it
 * @param types the child types that it offers
 * @param maxChildren how many children it takes at most
 * @param draining whether it is giving its children away because it is about to leave
 */
public record MemberInfo(String id, String address, Set<String> types, int maxChildren, boolean draining) {
    /**
     * Copies the set of types.
     *
     * @param id the node's id
     * @param address its host
     * @param types the child types, copied
     * @param maxChildren how many children it takes
     * @param draining whether it is leaving
     */
    public MemberInfo {
        types = Set.copyOf(types);
    }
}
