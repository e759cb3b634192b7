package io.pogo.core;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;

/**
 * Breaks ties between nodes for a child, and between children for a node, with the same result every time and a
 * different one for each pair. Each id is hashed once, a pair costs a few multiplications.
 */
final class Rendezvous {
    private static final HashFunction HASH = Hashing.murmur3_128();

    private Rendezvous() {}

    static long hash(String id) {
        return HASH.hashUnencodedChars(id).asLong();
    }

    /** Returns the score of a pair; the highest score wins. */
    static long score(long childHash, long nodeHash) {
        long mixed = (childHash ^ Long.rotateLeft(nodeHash, 32)) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
