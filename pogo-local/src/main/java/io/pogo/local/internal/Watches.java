package io.pogo.local.internal;

import io.pogo.engine.store.Watch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The watches of all sessions. A watch of a read is notified once; a standing one stays until it is removed or its
 * session ends. Guarded by the server that has them.
 */
final class Watches {
    /** The kinds of watches. */
    enum Type {
        /** The next change of a znode, left by a read or a look. */
        DATA,
        /** The next change of a znode's list of children, left by a listing. */
        CHILDREN,
        /** All changes of a znode and its list of children. */
        ZNODE,
        /** All changes of a znode and of those below it. */
        TREE;

        boolean isOnce() {
            return this == DATA || this == CHILDREN;
        }
    }

    private record Place(String path, Type type) {}

    /** The registration of one watch of a session at one place. */
    private static final class Registration {
        private final MemorySession session;
        private final Watch watch;
        private volatile boolean removed;

        Registration(MemorySession session, Watch watch) {
            this.session = session;
            this.watch = watch;
        }

        boolean isOf(MemorySession other, Watch same) {
            return session == other && watch == same;
        }

        void post(String path, Watch.Kind kind) {
            session.post(() -> {
                if (!removed) {
                    watch.changed(path, kind);
                }
            });
        }
    }

    private final Map<Place, List<Registration>> standing = new HashMap<>();

    /** Adds a watch; does nothing if the session has the same one there. */
    void add(MemorySession session, String path, Type type, Watch watch) {
        List<Registration> there = standing.computeIfAbsent(new Place(path, type), place -> new ArrayList<>(1));
        if (there.stream().noneMatch(one -> one.isOf(session, watch))) {
            there.add(new Registration(session, watch));
        }
    }

    /** Removes a watch of a session at a path; it is not notified of changes that were already on their way. */
    void remove(MemorySession session, String path, Watch watch) {
        for (Type type : Type.values()) {
            Place place = new Place(path, type);
            List<Registration> there = standing.getOrDefault(place, List.of());
            there.stream().filter(one -> one.isOf(session, watch)).forEach(one -> one.removed = true);
            forgetRemoved(place);
        }
    }

    /** Removes all watches of a session, which are notified that it is away. */
    void removeAll(MemorySession session) {
        for (Place place : List.copyOf(standing.keySet())) {
            List<Registration> there = standing.getOrDefault(place, List.of());
            there.stream()
                    .filter(one -> one.session == session)
                    .forEach(one -> one.post(place.path(), Watch.Kind.AWAY));
            there.removeIf(one -> one.session == session);
            forgetRemoved(place);
        }
    }

    /** Returns the number of watches that stand. */
    int size() {
        return standing.values().stream().mapToInt(List::size).sum();
    }

    void notify(Transaction.Change change) {
        String path = change.path();
        Watch.Kind kind = change.kind();
        post(new Place(path, Type.DATA), path, kind);
        if (kind == Watch.Kind.DELETED) {
            post(new Place(path, Type.CHILDREN), path, kind);
        }
        post(new Place(path, Type.ZNODE), path, kind);
        postToTrees(path, kind);
        if (kind != Watch.Kind.WRITTEN) {
            String above = MemoryTree.parent(path);
            post(new Place(above, Type.CHILDREN), above, Watch.Kind.LISTED);
            post(new Place(above, Type.ZNODE), above, Watch.Kind.LISTED);
        }
    }

    private void postToTrees(String path, Watch.Kind kind) {
        String top = path;
        while (!top.equals(MemoryTree.parent(top))) {
            post(new Place(top, Type.TREE), path, kind);
            top = MemoryTree.parent(top);
        }
        post(new Place(top, Type.TREE), path, kind);
    }

    private void post(Place place, String path, Watch.Kind kind) {
        List<Registration> there = standing.get(place);
        if (there != null) {
            there.forEach(one -> one.post(path, kind));
            if (place.type().isOnce()) {
                standing.remove(place);
            }
        }
    }

    private void forgetRemoved(Place place) {
        List<Registration> there = standing.get(place);
        if (there != null) {
            there.removeIf(one -> one.removed);
            if (there.isEmpty()) {
                standing.remove(place);
            }
        }
    }
}
