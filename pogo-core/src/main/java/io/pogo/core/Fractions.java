package io.pogo.core;

/**
 * Compares fractions exactly, also where their products do not fit into a {@code long}. None of the numbers may be
 * negative, and no divisor zero.
 */
final class Fractions {
    private Fractions() {}

    /** Compares a/b with c/d. */
    static int compare(long a, long b, long c, long d) {
        if (b == d) {
            return Long.compare(a, c);
        }
        int high = Long.compare(Math.multiplyHigh(a, d), Math.multiplyHigh(c, b));
        return high != 0 ? high : Long.compareUnsigned(a * d, c * b);
    }

    /**
     * Returns whether moving that much leaves two nodes as even as they were: the fuller of the two is not fuller
     * afterwards, and if it is just as full, the other is not fuller either.
     */
    static boolean keepsEven(long from, long fromCapacity, long to, long toCapacity, long moved) {
        int order = compare(to + moved, toCapacity, from, fromCapacity);
        return order < 0 || (order == 0 && compare(from - moved, fromCapacity, to, toCapacity) <= 0);
    }
}
