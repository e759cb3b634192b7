package io.pogo.core;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The children that no node has room for, by kind, kept from plan to plan. The first of a kind stands for all, so that
 * a plan does not look at each of them again.
 */
final class Waiting {
    private final Map<Kind, Line> lines = new HashMap<>();
    private final Map<String, Line> byChild = new HashMap<>();
    private Map<String, NodeView> nodes = Map.of();

    /** The kind of a child. The same nodes have room for all children of a kind, which are handed out in order. */
    record Kind(Demand demand, int weight, int lockBytes, boolean ofGroup) {
        static Kind of(ChildAssessment c) {
            return new Kind(
                    Demand.of(c.child()),
                    c.weight(),
                    c.child().lockBytes(),
                    c.child().placement().spreadGroup().isPresent());
        }
    }

    /** The children of one kind, by id, and the reason why they wait. */
    static final class Line {
        private final Kind kind;
        private final NavigableMap<String, ChildAssessment> children = new TreeMap<>();
        private @Nullable String reason;
        private boolean forBytes;

        private Line(Kind kind) {
            this.kind = kind;
        }

        ChildAssessment first() {
            return children.firstEntry().getValue();
        }

        boolean isEmpty() {
            return children.isEmpty();
        }

        /**
         * Returns the reason, if it is known for this case: the nodes have capacity left but no bytes of locks, or they
         * have no capacity.
         */
        @Nullable
        String reason(boolean hasCapacity) {
            return forBytes == hasCapacity ? reason : null;
        }

        void reasonIs(String why, boolean hasCapacity) {
            reason = why;
            forBytes = hasCapacity;
        }
    }

    /**
     * Takes over the members. If they have changed, all reasons are dropped, because a reason names the total offer of
     * the nodes.
     */
    void nodesAre(Map<String, NodeView> now) {
        if (!nodes.equals(now)) {
            nodes = Map.copyOf(now);
            lines.values().forEach(line -> line.reason = null);
        }
    }

    /** Returns the children of each kind that has any. */
    Collection<Line> lines() {
        return List.copyOf(lines.values());
    }

    void add(ChildAssessment c) {
        Line line = lines.computeIfAbsent(Kind.of(c), Line::new);
        line.children.put(c.id(), c);
        byChild.put(c.id(), line);
    }

    /** Takes a child out, if it waits. */
    void remove(String childId) {
        Line line = byChild.remove(childId);
        if (line != null) {
            line.children.remove(childId);
            if (line.isEmpty()) {
                lines.remove(line.kind);
            }
        }
    }

    /** Takes out all children, and returns them. */
    SortedSet<String> removeAll() {
        SortedSet<String> ids = new TreeSet<>(byChild.keySet());
        lines.clear();
        byChild.clear();
        return ids;
    }

    int size() {
        return byChild.size();
    }

    Collection<String> ids() {
        return byChild.keySet();
    }

    /** Returns the reason why a child waits, or null if it does not. */
    @Nullable
    String reason(@Nullable Object childId) {
        Line line = byChild.get(childId);
        return line == null ? null : line.reason;
    }
}
