package io.pogo.zk.internal.store;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.zookeeper.AsyncCallback;
import org.apache.zookeeper.ClientCnxn;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.proto.ReplyHeader;
import org.apache.zookeeper.proto.RequestHeader;
import org.apache.zookeeper.proto.SetWatches;
import org.jspecify.annotations.Nullable;

/**
 * The request that sets the watches of many znodes. ZooKeeper's protocol has it since 3.2, and its client makes it
 * after each reconnect; but it has no public method for it. So the client's connection and its table of watchers are
 * reached by reflection. Where that fails, as with another version of the client, watches are set one by one.
 *
 * <p>The server compares each znode with the transaction that the request names: for one that is gone or was written
 * later it sends an event at once, and it watches the others. Such an event precedes the answer. So the watchers are
 * entered into the client's table before the request is made.
 */
final class BulkWatches {
    private static final @Nullable Access ACCESS = Access.find();

    /** The members of the client's that the request needs, and that are not public. */
    private record Access(
            MethodHandle connection, MethodHandle chroot, MethodHandle manager, MethodHandle dataWatches) {
        static @Nullable Access find() {
            try {
                MethodHandles.Lookup client = MethodHandles.privateLookupIn(ZooKeeper.class, MethodHandles.lookup());
                Class<?> manager = client.findClass("org.apache.zookeeper.ZKWatchManager");
                return new Access(
                        client.findGetter(ZooKeeper.class, "cnxn", ClientCnxn.class),
                        client.findGetter(ClientCnxn.class, "chrootPath", String.class),
                        client.findVirtual(ZooKeeper.class, "getWatchManager", MethodType.methodType(manager)),
                        client.findVirtual(manager, "getDataWatches", MethodType.methodType(Map.class)));
            } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
                return null;
            }
        }

        @SuppressWarnings("unchecked")
        Map<String, Set<Watcher>> watchers(ZooKeeper zooKeeper) {
            try {
                return (Map<String, Set<Watcher>>) dataWatches.invoke(manager.invoke(zooKeeper));
            } catch (Throwable e) {
                throw new IllegalStateException("the client's watchers cannot be reached", e);
            }
        }

        ClientCnxn connectionOf(ZooKeeper zooKeeper) {
            try {
                return (ClientCnxn) connection.invoke(zooKeeper);
            } catch (Throwable e) {
                throw new IllegalStateException("the client's connection cannot be reached", e);
            }
        }

        String chrootOf(ClientCnxn connection) {
            try {
                String found = (String) chroot.invoke(connection);
                return found == null ? "" : found;
            } catch (Throwable e) {
                throw new IllegalStateException("the client's chroot cannot be reached", e);
            }
        }
    }

    private BulkWatches() {}

    /** Returns whether the request can be made with the client's version. */
    static boolean isPossible() {
        return ACCESS != null;
    }

    /**
     * Watches the data of znodes.
     *
     * @param since the transaction after which a write of one of them is reported at once
     * @param watchers the watchers, by path; not empty
     */
    static void set(
            ZooKeeper zooKeeper,
            long since,
            Map<String, ? extends Watcher> watchers,
            AsyncCallback.VoidCallback answer) {
        Access access = Objects.requireNonNull(ACCESS);
        ClientCnxn connection = access.connectionOf(zooKeeper);
        String chroot = access.chrootOf(connection);
        enter(access.watchers(zooKeeper), watchers);
        List<String> paths =
                watchers.keySet().stream().map(path -> chroot + path).toList();
        connection.queuePacket(
                new RequestHeader(0, OpCode.setWatches),
                new ReplyHeader(),
                new SetWatches(since, paths, List.of(), List.of()),
                null,
                answer,
                paths.get(0),
                paths.get(0),
                null,
                null);
    }

    /**
     * Returns whether a watcher is in the client's table. The answer to an earlier removal of all watches at its path
     * takes it out as well.
     */
    static boolean isEntered(ZooKeeper zooKeeper, String path, Watcher watcher) {
        Map<String, Set<Watcher>> table = Objects.requireNonNull(ACCESS).watchers(zooKeeper);
        synchronized (table) {
            return table.getOrDefault(path, Set.of()).contains(watcher);
        }
    }

    /** Enters watchers into the client's table, which it guards by the table's own monitor. */
    private static void enter(Map<String, Set<Watcher>> table, Map<String, ? extends Watcher> watchers) {
        synchronized (table) {
            watchers.forEach((path, watcher) ->
                    table.computeIfAbsent(path, none -> new HashSet<>()).add(watcher));
        }
    }
}
