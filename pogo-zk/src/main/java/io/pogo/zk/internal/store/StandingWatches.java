package io.pogo.zk.internal.store;

import io.pogo.engine.store.Watch;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.Watcher.WatcherType;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/**
 * The watches that Pogo has put onto one ZooKeeper handle, for all supervisors and clients that share it.
 *
 * <p>ZooKeeper's client cannot take one of several watchers of a znode off the server: {@code removeWatches} with a
 * watcher makes the client forget it, but the server keeps its watch and continues to send events (ZOOKEEPER-1910).
 * {@code removeAllWatches} ends the watch on the server, for all users of the handle. So the watchers are counted here:
 * removing the last one of a znode and kind ends the watch. Safe to use from any thread.
 */
public final class StandingWatches {
    /**
     * The known instances, by handle. Keys and values are weak, because each instance refers to its handle; every user
     * that has watches on a handle holds the instance strongly.
     */
    private static final Map<ZooKeeper, WeakReference<StandingWatches>> BY_HANDLE = new WeakHashMap<>();

    private final ZooKeeper zooKeeper;
    private final Map<Place, Map<Watch, Standing>> standing = new HashMap<>();

    /** The path and the kind of a watch. The server has one of each for a connection. */
    private record Place(String path, WatcherType type) {}

    private StandingWatches(ZooKeeper zooKeeper) {
        this.zooKeeper = zooKeeper;
    }

    /** Returns the watches of a handle. */
    static StandingWatches of(ZooKeeper zooKeeper) {
        synchronized (BY_HANDLE) {
            WeakReference<StandingWatches> known = BY_HANDLE.get(zooKeeper);
            StandingWatches found = known == null ? null : known.get();
            if (found == null) {
                found = new StandingWatches(zooKeeper);
                BY_HANDLE.put(zooKeeper, new WeakReference<>(found));
            }
            return found;
        }
    }

    /**
     * Registers a request that is about to leave a watch; the caller must report its answer with
     * {@link Standing#answered}.
     */
    synchronized Standing begin(Object owner, String path, WatcherType type, Watch watch) {
        Standing found = standing.computeIfAbsent(new Place(path, type), place -> new IdentityHashMap<>())
                .computeIfAbsent(watch, key -> new Standing(owner, new Place(path, type), watch));
        found.underWay++;
        return found;
    }

    /**
     * Registers a watch of a znode's data that the client has before it asks the server for it: the client sets it on
     * every connection from now on, whatever becomes of the request.
     */
    synchronized Standing stand(Object owner, String path, Watch watch) {
        Standing found = begin(owner, path, WatcherType.Data, watch);
        found.underWay--;
        found.stands = true;
        return found;
    }

    /** Removes the watches of a watcher at a path; does nothing if there are none. */
    synchronized void remove(String path, Watch watch) {
        for (WatcherType type : WatcherType.values()) {
            Map<Watch, Standing> there = standing.get(new Place(path, type));
            Standing found = there == null ? null : there.get(watch);
            if (found != null) {
                remove(found);
            }
        }
    }

    /** Removes all watches of an owner. */
    synchronized void removeAll(Object owner) {
        standing.values().stream()
                .flatMap(there -> List.copyOf(there.values()).stream())
                .filter(one -> one.owner == owner)
                .toList()
                .forEach(this::remove);
    }

    /**
     * Removes one watch. Without a connection the client forgets the watch, and so does not set it again on the next
     * connection.
     */
    private void remove(Standing one) {
        forget(one);
        one.removed = true;
        Place place = one.place;
        if (standing.containsKey(place) || isLatch(place.path())) {
            zooKeeper.removeWatches(place.path(), one, place.type(), true, (rc, path, context) -> {}, null);
        } else {
            zooKeeper.removeAllWatches(place.path(), place.type(), true, (rc, path, context) -> {}, null);
        }
    }

    /**
     * Returns whether a path is that of a latch. Curator's LeaderLatch may watch the same znode through this handle;
     * that watch ends with the znode.
     */
    private static boolean isLatch(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.startsWith("_c_") && name.contains("-latch-");
    }

    private void forget(Standing one) {
        Map<Watch, Standing> there = standing.get(one.place);
        if (there != null && there.remove(one.watch, one) && there.isEmpty()) {
            standing.remove(one.place);
        }
    }

    /** The registration of one watcher at one place, under which ZooKeeper's client knows the watcher. */
    final class Standing implements Watcher {
        private final Object owner;
        private final Place place;
        private final Watch watch;

        /** The detector of losses that the client does not report: the watch is set while there is a connection. */
        private final SwallowedLosses losses = new SwallowedLosses(true);

        private int underWay;
        private boolean stands;
        private boolean removed;

        private Standing(Object owner, Place place, Watch watch) {
            this.owner = owner;
            this.place = place;
            this.watch = watch;
        }

        /** Records that the request was answered, and whether it left a watch. */
        void answered(boolean leftWatch) {
            synchronized (StandingWatches.this) {
                underWay--;
                stands |= leftWatch;
                forgetIfOver();
            }
        }

        @Override
        public void process(WatchedEvent event) {
            if (event.getType() == EventType.None) {
                if ((event.getState() != KeeperState.SyncConnected || losses.isRevealedBy(event)) && !isRemoved()) {
                    watch.changed(place.path(), Watch.Kind.AWAY);
                }
                return;
            }
            Watch.Kind kind = kind(event.getType());
            if (kind != null && isNews()) {
                watch.changed(event.getPath(), kind);
            }
        }

        private boolean isRemoved() {
            synchronized (StandingWatches.this) {
                return removed;
            }
        }

        Watch watch() {
            return watch;
        }

        /** Returns whether the watch is still to report a change. */
        boolean isExpected() {
            synchronized (StandingWatches.this) {
                return stands && !removed;
            }
        }

        private boolean isNews() {
            synchronized (StandingWatches.this) {
                boolean isPersistent =
                        place.type() == WatcherType.Persistent || place.type() == WatcherType.PersistentRecursive;
                if (!isPersistent) {
                    stands = false;
                    forgetIfOver();
                }
                return !removed;
            }
        }

        private void forgetIfOver() {
            if (!stands && underWay == 0) {
                forget(this);
            }
        }
    }

    private static Watch.@Nullable Kind kind(EventType type) {
        return switch (type) {
            case NodeCreated -> Watch.Kind.CREATED;
            case NodeDataChanged -> Watch.Kind.WRITTEN;
            case NodeDeleted -> Watch.Kind.DELETED;
            case NodeChildrenChanged -> Watch.Kind.LISTED;
            default -> null;
        };
    }
}
