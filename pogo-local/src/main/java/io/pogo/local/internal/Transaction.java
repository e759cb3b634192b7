package io.pogo.local.internal;

import io.pogo.engine.store.Refusal;
import io.pogo.engine.store.Stamp;
import io.pogo.engine.store.StoreFailure;
import io.pogo.engine.store.Watch;
import io.pogo.engine.store.Write;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A transaction on the tree: each write sees those before it, and all of them are undone if one is refused. The
 * conditions are checked in ZooKeeper's order. Guarded by the server that has the tree.
 */
final class Transaction {
    /** A change that the watches are notified of. */
    record Change(String path, Watch.Kind kind) {}

    private final MemoryTree tree;
    private final long zxid;
    private final long session;
    private final long millis;
    private final Deque<Runnable> undos = new ArrayDeque<>();
    private final List<Change> changes = new ArrayList<>();

    Transaction(MemoryTree tree, long zxid, long session, long millis) {
        this.tree = tree;
        this.zxid = zxid;
        this.session = session;
        this.millis = millis;
    }

    /** Returns the changes that were made, in their order. */
    List<Change> changes() {
        return changes;
    }

    /** Makes all writes, or none. */
    List<Optional<Stamp>> applyAll(List<Write> writes) throws StoreFailure {
        List<Optional<Stamp>> results = new ArrayList<>();
        for (int i = 0; i < writes.size(); i++) {
            results.add(applyOrUndo(writes.get(i), i));
        }
        return results;
    }

    /**
     * Makes one write, or undoes all of them.
     *
     * @param index the index that the failure names
     */
    Optional<Stamp> applyOrUndo(Write write, int index) throws StoreFailure {
        Optional<Refusal> refusal = refusal(write);
        if (refusal.isPresent()) {
            undos.forEach(Runnable::run);
            changes.clear();
            throw failure(refusal.get(), index, write.path());
        }
        return apply(write);
    }

    static StoreFailure failure(Refusal refusal, int index, String path) {
        String words = refusal.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return new StoreFailure(refusal, index, "the store in memory answers \"" + words + "\" at " + path);
    }

    private Optional<Refusal> refusal(Write write) {
        if (write instanceof Write.Create create) {
            return refusalOfCreation(create.path());
        }
        MemoryZnode there = tree.get(write.path());
        if (there == null) {
            return Optional.of(Refusal.MISSING);
        }
        int wanted = version(write);
        if (wanted != Write.ANY_VERSION && wanted != there.version) {
            return Optional.of(Refusal.VERSION);
        }
        return write instanceof Write.Delete && !there.names.isEmpty()
                ? Optional.of(Refusal.NOT_EMPTY)
                : Optional.empty();
    }

    private Optional<Refusal> refusalOfCreation(String path) {
        MemoryZnode above = tree.get(MemoryTree.parent(path));
        if (above == null) {
            return Optional.of(Refusal.MISSING);
        }
        if (tree.get(path) != null) {
            return Optional.of(Refusal.EXISTS);
        }
        return above.owner != 0 ? Optional.of(Refusal.CHILDLESS) : Optional.empty();
    }

    private static int version(Write write) {
        if (write instanceof Write.Put put) {
            return put.version();
        }
        return write instanceof Write.Delete delete ? delete.version() : ((Write.Check) write).version();
    }

    private Optional<Stamp> apply(Write write) {
        if (write instanceof Write.Create create) {
            return Optional.of(create(create));
        }
        if (write instanceof Write.Put put) {
            return Optional.of(put(put));
        }
        if (write instanceof Write.Delete delete) {
            delete(delete.path());
        }
        return Optional.empty();
    }

    private Stamp create(Write.Create write) {
        String path = write.path();
        MemoryZnode made = new MemoryZnode(write.data().clone(), zxid, write.ephemeral() ? session : 0, millis);
        tree.put(path, made);
        MemoryZnode above = tree.above(path);
        above.creations++;
        undos.push(() -> {
            tree.remove(path);
            above.creations--;
        });
        changes.add(new Change(path, Watch.Kind.CREATED));
        return made.stamp();
    }

    private Stamp put(Write.Put write) {
        MemoryZnode there = existing(write.path());
        byte[] data = there.data;
        long mzxid = there.mzxid;
        long modified = there.modifiedMillis;
        undos.push(() -> {
            there.data = data;
            there.mzxid = mzxid;
            there.modifiedMillis = modified;
            there.version--;
        });
        there.data = write.data().clone();
        there.mzxid = zxid;
        there.modifiedMillis = millis;
        there.version++;
        changes.add(new Change(write.path(), Watch.Kind.WRITTEN));
        return there.stamp();
    }

    private void delete(String path) {
        MemoryZnode there = existing(path);
        MemoryZnode above = tree.above(path);
        tree.remove(path);
        above.deletions++;
        undos.push(() -> {
            tree.put(path, there);
            above.deletions--;
        });
        changes.add(new Change(path, Watch.Kind.DELETED));
    }

    private MemoryZnode existing(String path) {
        MemoryZnode there = tree.get(path);
        if (there == null) {
            throw new IllegalStateException(path + " was checked");
        }
        return there;
    }
}
