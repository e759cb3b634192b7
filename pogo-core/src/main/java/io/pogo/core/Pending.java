package io.pogo.core;

import com.google.common.collect.Iterators;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The children without a place, with the reason: the children of one plan, and the children that wait from plan to
 * plan, which are not copied.
 */
final class Pending extends AbstractMap<String, String> {
    private final Map<String, String> own;
    private final Waiting waiting;

    Pending(Map<String, String> own, Waiting waiting) {
        this.own = new TreeMap<>(own);
        this.waiting = waiting;
    }

    @Override
    public int size() {
        return own.size() + waiting.size();
    }

    @Override
    public boolean containsKey(@Nullable Object id) {
        return get(id) != null;
    }

    @Override
    public @Nullable String get(@Nullable Object id) {
        String reason = own.get(id);
        return reason != null ? reason : waiting.reason(id);
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, String>> iterator() {
                return Iterators.unmodifiableIterator(Iterators.concat(
                        own.entrySet().iterator(),
                        Iterators.transform(
                                waiting.ids().iterator(), id -> Map.entry(id, String.valueOf(waiting.reason(id))))));
            }

            @Override
            public int size() {
                return Pending.this.size();
            }
        };
    }
}
