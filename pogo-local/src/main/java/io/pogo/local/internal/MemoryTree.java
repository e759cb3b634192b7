package io.pogo.local.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The znodes by path, with a root that is always there. Guarded by the server that has the tree. */
final class MemoryTree {
    private static final String ROOT = "/";

    private final Map<String, MemoryZnode> znodes = new HashMap<>();

    MemoryTree() {
        znodes.put(ROOT, new MemoryZnode(new byte[0], 0, 0, 0));
    }

    @Nullable
    MemoryZnode get(String path) {
        return znodes.get(path);
    }

    void put(String path, MemoryZnode znode) {
        znodes.put(path, znode);
        above(path).names.add(name(path));
    }

    void remove(String path) {
        znodes.remove(path);
        above(path).names.remove(name(path));
    }

    /** Returns the znode above a path, which must exist. */
    MemoryZnode above(String path) {
        MemoryZnode above = znodes.get(parent(path));
        if (above == null) {
            throw new IllegalStateException(path + " has nothing above it");
        }
        return above;
    }

    /** Returns the paths of the znodes that belong to a session, in order. */
    List<String> ownedBy(long session) {
        return znodes.entrySet().stream()
                .filter(znode -> znode.getValue().owner == session)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? ROOT : path.substring(0, slash);
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
