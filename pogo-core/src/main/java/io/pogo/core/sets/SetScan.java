package io.pogo.core.sets;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The choice of the buckets that a declaration has to look at. */
public final class SetScan {
    private SetScan() {}

    /**
     * Returns the buckets to look at. Of a complete set these are the buckets whose digest differs and those in which
     * children were changed by hand; of any other set, all that were or are in use.
     *
     * @param complete whether the stored digests describe what stands
     * @param stored the stored digest of each bucket
     * @param declared the declared digest of each bucket
     * @param inUse the buckets that have a record of children of the set
     * @param edited the buckets in which children were changed by hand
     * @return the buckets, in order
     */
    public static Set<String> buckets(
            boolean complete,
            Map<String, String> stored,
            Map<String, String> declared,
            Collection<String> inUse,
            Collection<String> edited) {
        Set<String> all = new TreeSet<>(declared.keySet());
        all.addAll(stored.keySet());
        all.addAll(inUse);
        if (complete) {
            all.removeIf(bucket -> Objects.equals(stored.get(bucket), declared.get(bucket))
                    && inUse.contains(bucket) == declared.containsKey(bucket));
        }
        all.addAll(edited);
        return all;
    }
}
