package io.pogo.engine.tree;

import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.Futures;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Refusal;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Watch;
import io.pogo.engine.store.Znode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A decoded copy of the leaves of a tree of znodes, kept up to date by one persistent recursive watch. Used only on the
 * loop.
 *
 * <p>An event only names the leaf to read again; a leaf is read by one request at a time, and again if it changed
 * meanwhile, so neither the order nor the number of events matters. Watches do not report changes made while the
 * connection was lost: after a reconnect {@link #compare} reads everything again, including leaves that are known but
 * no longer listed.
 *
 * <p>A leaf that this client may not read is skipped, and read again every five seconds, because no watch reports that
 * its ACL was corrected. A folder that may not be listed is listed again as often, and the copy is incomplete until
 * then.
 *
 * @param <T> the decoded form of a leaf
 */
public final class ZnodeTree<T> {
    private static final Logger log = LoggerFactory.getLogger(ZnodeTree.class);
    private static final int WINDOW = 500;

    /** The conversion of a leaf to the value that is kept; never throws. */
    public interface Decoder<T> {
        T decode(Znode znode);

        /** Returns whether Pogo writes a leaf at that path; znodes at other paths are ignored. */
        default boolean belongs(String path) {
            return true;
        }

        /** Returns the value for a leaf that may not be read, given the last known value. */
        T sealed(String path, @Nullable T known);
    }

    /** The listener to changes, called on the loop. */
    public interface Listener<T> {
        /**
         * Reports that a leaf is new, has changed or is gone; also that it was created and deleted before it could be
         * read.
         *
         * @param before the previous value, null if there was none
         * @param now the current value, null if the leaf is gone
         */
        void changed(String path, @Nullable T before, @Nullable T now);

        /** Reports that a leaf is new according to an event; {@link #changed} follows when it was read. */
        default void heardOf(String path) {}

        /** Reports that a leaf of which no value is known is being read; what is requested now is read after it. */
        default void reading(String path) {}

        /** Reports a folder that a comparison has found. */
        default void folder(String path) {}

        /** Reports that the copy is complete, for the first time or again after a reconnect. */
        void complete();
    }

    private final EventLoop loop;
    private final Session session;
    private final BatchedReads reads;
    private final String root;
    private final int depth;
    private final Decoder<T> decoder;
    private final Listener<T> listener;
    private final Watch watcher = this::onEvent;
    private final Runnable readStale = this::readStale;

    private final Map<String, T> values = new HashMap<>();
    private final Set<String> stale = new LinkedHashSet<>();
    private final Set<String> reading = new HashSet<>();
    /**
     * The leaves that the comparison has found, and that were not read yet. The copy becomes complete without waiting
     * for leaves that are reported meanwhile, because such reports may never end.
     */
    private final Set<String> owed = new HashSet<>();

    private final Set<String> sealed = new HashSet<>();
    private final Set<String> unread = new HashSet<>();
    private final Map<String, Integer> echoes = new HashMap<>();
    private int generation;
    private int listings;
    private boolean waiting;
    private boolean posted;
    private boolean lookingAgain;
    private boolean complete;
    private boolean closed;

    public ZnodeTree(
            EventLoop loop, Session session, String root, int depth, Decoder<T> decoder, Listener<T> listener) {
        this(loop, session, new BatchedReads(session), root, depth, decoder, listener);
    }

    /** Creates a copy whose leaves are read through the same requests as what its listener reads. */
    public ZnodeTree(
            EventLoop loop,
            Session session,
            BatchedReads reads,
            String root,
            int depth,
            Decoder<T> decoder,
            Listener<T> listener) {
        this.loop = loop;
        this.session = session;
        this.reads = reads;
        this.root = root;
        this.depth = depth;
        this.decoder = decoder;
        this.listener = listener;
    }

    /** Watches the tree, then reads all of it: later changes are reported by the watch, earlier ones are read. */
    public void compare() {
        int current = ++generation;
        complete = false;
        listings = 1;
        reading.clear();
        echoes.clear();
        unread.clear();
        owed.clear();
        values.keySet().forEach(this::owe);
        loop.when(session.watchTree(root, watcher), (done, failure) -> onWatch(current, failure));
    }

    /** Returns all leaves, by path; the live map, not a copy. */
    public Map<String, T> values() {
        return values;
    }

    @Nullable
    public T get(String path) {
        return values.get(path);
    }

    /** Returns the number of leaves, including those that are reported as new and were not read yet. */
    public int size() {
        return values.size() + unread.size();
    }

    /** Returns whether the copy contains everything that existed at the last comparison. */
    public boolean isComplete() {
        return complete;
    }

    /** Returns whether no leaf is still to be read of which a change was reported. */
    public boolean isQuiet() {
        return stale.isEmpty() && reading.isEmpty();
    }

    /** Announces that this node is about to write a leaf, so that the resulting event is ignored. */
    public void expect(String path) {
        echoes.merge(path, 1, Integer::sum);
    }

    /** Stores the value of a leaf whose announced write was carried out. */
    public void written(String path, @Nullable T value) {
        keep(path, value);
    }

    /** Withdraws an announced write that was not carried out, or whose outcome is unknown, and reads the leaf again. */
    public void unexpect(String path) {
        echoes.computeIfPresent(path, (p, n) -> n > 1 ? n - 1 : null);
        look(path);
    }

    /** Reads a leaf again, together with those of which a change has been reported by the end of this turn. */
    public void look(String path) {
        if (closed) {
            return;
        }
        stale.add(path);
        if (!posted) {
            posted = true;
            loop.execute(() -> {
                posted = false;
                if (!closed) {
                    readOn();
                }
            });
        }
    }

    public void close() {
        closed = true;
        session.unwatch(root, watcher);
    }

    private void onWatch(int current, @Nullable Throwable failure) {
        if (closed || current != generation) {
            return;
        }
        if (failure != null) {
            lost("watching", root, failure);
        } else {
            list(root, 0);
            listings--;
            readOn();
        }
    }

    private void list(String path, int level) {
        int current = generation;
        listings++;
        loop.when(reads.children(path), (names, failure) -> {
            if (closed || current != generation) {
                return;
            }
            if (failure != null) {
                lost("listing", path, failure);
                return;
            }
            for (String name : names) {
                String child = path + "/" + name;
                if (level + 1 == depth) {
                    if (decoder.belongs(child)) {
                        owe(child);
                    }
                } else {
                    listener.folder(child);
                    list(child, level + 1);
                }
            }
            listings--;
            readOn();
        });
    }

    private void owe(String path) {
        stale.add(path);
        owed.add(path);
    }

    private void onEvent(String path, Watch.Kind kind) {
        if (kind != Watch.Kind.AWAY && levelOf(path) == depth && decoder.belongs(path)) {
            boolean isNew = kind == Watch.Kind.CREATED;
            loop.execute(() -> onChange(path, isNew));
        }
    }

    private void onChange(String path, boolean isNew) {
        if (echoes.containsKey(path)) {
            echoes.computeIfPresent(path, (p, n) -> n > 1 ? n - 1 : null);
        } else {
            look(path);
            if (isNew && !closed) {
                if (!values.containsKey(path)) {
                    unread.add(path);
                }
                listener.heardOf(path);
            }
        }
    }

    private void readOn() {
        if (!stale.isEmpty()) {
            reads.together(readStale);
        }
        if (!complete && listings == 0 && owed.isEmpty()) {
            complete = true;
            listener.complete();
        }
    }

    private void readStale() {
        var next = stale.iterator();
        while (reading.size() < WINDOW && next.hasNext()) {
            String path = next.next();
            if (reading.add(path)) {
                next.remove();
                read(path);
                if (!values.containsKey(path)) {
                    listener.reading(path);
                }
            }
        }
    }

    private void read(String path) {
        int current = generation;
        loop.when(reads.read(path), (znode, failure) -> {
            if (closed || current != generation) {
                return;
            }
            reading.remove(path);
            if (failure != null && Failures.refusal(failure) == Refusal.DENIED) {
                seal(path);
                readOn();
            } else if (failure != null) {
                stale.add(path);
                lost("reading", path, failure);
            } else {
                accept(path, znode);
                readOn();
            }
        });
    }

    private void accept(String path, Optional<Znode> znode) {
        sealed.remove(path);
        // Pogo writes no leaf of a tree that lives as long as a session.
        keep(
                path,
                znode.filter(found -> !found.isEphemeral()).map(decoder::decode).orElse(null));
    }

    private void keep(String path, @Nullable T value) {
        unread.remove(path);
        owed.remove(path);
        T before = value == null ? values.remove(path) : values.put(path, value);
        listener.changed(path, before, value);
    }

    private void seal(String path) {
        if (sealed.add(path)) {
            log.warn(
                    "{} {} may not be read by this client; it is passed over until its ACL is mended",
                    loop.logPrefix(),
                    path);
        }
        keep(path, decoder.sealed(path, values.get(path)));
        if (!lookingAgain) {
            lookingAgain = true;
            loop.after(Failures.UNTIL_MENDED, this::lookAtSealed);
        }
    }

    private void lookAtSealed() {
        lookingAgain = false;
        if (!closed) {
            stale.addAll(sealed);
            readOn();
        }
    }

    private void compareLater() {
        if (!waiting) {
            waiting = true;
            loop.after(Failures.UNTIL_MENDED, () -> {
                waiting = false;
                if (!closed) {
                    compare();
                }
            });
        }
    }

    /**
     * Marks the copy as incomplete. After a loss of the connection the owner compares again; every other failure is
     * logged, and the comparison is repeated later.
     */
    private void lost(String what, String path, Throwable failure) {
        complete = false;
        if (Failures.isLoss(failure)) {
            log.debug("{} {} {} was cut short: {}", loop.logPrefix(), what, path, failure.getMessage());
        } else {
            log.error(
                    "{} {} {} failed; what is there is not known",
                    loop.logPrefix(),
                    what,
                    path,
                    Futures.cause(failure));
            compareLater();
        }
    }

    private int levelOf(String path) {
        if (!path.startsWith(root + "/")) {
            return 0;
        }
        int level = 0;
        for (int i = root.length(); i < path.length(); i++) {
            if (path.charAt(i) == '/') {
                level++;
            }
        }
        return level;
    }
}
