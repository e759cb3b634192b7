package io.pogo.core;

import java.util.Random;
import java.util.function.Consumer;

/**
 * Runs a property for many seeds, and says which one failed. {@code -Dpogo.seed=N} runs that one alone,
 * {@code -Dpogo.seeds=N} the first N.
 */
final class Seeds {
    private Seeds() {}

    static void forEach(int seeds, Consumer<Random> property) {
        Integer only = Integer.getInteger("pogo.seed");
        int first = only == null ? 0 : only;
        int end = only == null ? Math.min(seeds, Integer.getInteger("pogo.seeds", seeds)) : only + 1;
        for (int seed = first; seed < end; seed++) {
            try {
                property.accept(new Random(seed));
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError("failed with -Dpogo.seed=" + seed, failure);
            }
        }
    }
}
