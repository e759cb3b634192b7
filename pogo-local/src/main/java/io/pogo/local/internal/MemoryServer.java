package io.pogo.local.internal;

import io.pogo.engine.base.WallClock;
import io.pogo.engine.store.Read;
import io.pogo.engine.store.Refusal;
import io.pogo.engine.store.Reply;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Stamp;
import io.pogo.engine.store.StoreFailure;
import io.pogo.engine.store.UnclearAnswer;
import io.pogo.engine.store.Watch;
import io.pogo.engine.store.Write;
import io.pogo.engine.store.Znode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The part of the store that all its users share: znodes, sessions and watches. A request is carried out at once, on
 * the calling thread and under one lock; its answer, and the changes that watches are notified of, are posted to the
 * executor of each session in the order in which they came about. So a session hears of a change before any answer
 * that reflects it.
 *
 * <p>A session ends when its user closes it, or as if it had been silent: {@link #expire} ends it at once, {@link #cut}
 * as its user gets to know of it in time. While this JVM lives, no session is silent. Safe to use from any thread.
 */
public final class MemoryServer {
    /** A request, carried out under the lock. */
    @FunctionalInterface
    interface Request<T> {
        @Nullable
        T carryOut() throws StoreFailure;
    }

    private final MemoryTree tree = new MemoryTree();
    private final Watches watches = new Watches();
    private final Map<Long, MemorySession> sessions = new LinkedHashMap<>();
    private Faults faults = Faults.NONE;
    private long zxid;

    /**
     * Opens a session.
     *
     * @param answers runs what answers and changes bring about, one task at a time and in order
     * @param onEnd called through {@code answers} when the session has expired
     * @param onUnclear called through {@code answers} after each unclear answer
     */
    public synchronized MemorySession open(
            Duration timeout, String logPrefix, Executor answers, Runnable onEnd, Runnable onUnclear) {
        zxid++;
        MemorySession made = new MemorySession(this, zxid, timeout, logPrefix, answers, onEnd, onUnclear);
        sessions.put(made.id(), made);
        return made;
    }

    /**
     * Ends a session, as ZooKeeper does with one that was silent for too long; returns whether it lived. Its znodes are
     * removed before its user is notified.
     */
    public synchronized boolean expire(long sessionId) {
        MemorySession expired = sessions.get(sessionId);
        boolean lived = cut(sessionId);
        if (lived && expired != null) {
            close(expired);
        }
        return lived;
    }

    /**
     * Ends a session for its user alone; returns whether it lived. Its znodes stay until the user closes it, as those
     * of a silent session stay until its timeout: by then a node has stopped its children, since its lease is shorter.
     */
    public synchronized boolean cut(long sessionId) {
        MemorySession cut = sessions.get(sessionId);
        if (cut == null || cut.isOver()) {
            return false;
        }
        end(cut);
        cut.postEnd();
        return true;
    }

    /** Ends a session and removes its znodes; does nothing if that was done. */
    synchronized void close(MemorySession closing) {
        if (sessions.remove(closing.id(), closing)) {
            closing.remove();
            end(closing);
            Transaction end = begin(closing);
            for (String path : tree.ownedBy(closing.id())) {
                try {
                    end.applyOrUndo(Write.delete(path, Write.ANY_VERSION), 0);
                } catch (StoreFailure e) {
                    throw new IllegalStateException("an ephemeral znode has no children", e);
                }
            }
            commit(end);
        }
    }

    private void end(MemorySession ending) {
        if (!ending.isOver()) {
            ending.end();
            watches.removeAll(ending);
        }
    }

    /** Sets the requests that are lost from now on. */
    public synchronized void faults(Faults lost) {
        faults = lost;
    }

    /** Returns the session to which a znode belongs; 0 if there is none. */
    public synchronized long ownerOf(String path) {
        MemoryZnode there = tree.get(path);
        return there == null ? 0 : there.owner;
    }

    /** Returns the names of the znodes below one. */
    public synchronized List<String> names(String path) {
        MemoryZnode there = tree.get(path);
        return there == null ? List.of() : List.copyOf(there.names);
    }

    /** Returns the number of sessions that live. */
    public synchronized int sessions() {
        return sessions.size();
    }

    /** Returns the number of watches that stand. */
    public synchronized int watches() {
        return watches.size();
    }

    /** Carries out a request, and posts its answer. */
    synchronized <T> CompletableFuture<T> ask(MemorySession session, String path, Request<T> request) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        if (session.isOver()) {
            StoreFailure ended = new StoreFailure(Refusal.ENDED, -1, "the session is over, at " + path);
            session.post(() -> answer.completeExceptionally(ended));
            return answer;
        }
        Faults.Fate fate = faults.of(session.id(), path);
        Runnable told = fate == Faults.Fate.LOST ? () -> {} : outcome(answer, request);
        if (fate == Faults.Fate.ANSWERED) {
            session.post(told);
        } else {
            session.postUnclear(answer, new UnclearAnswer("no clear answer to a request for " + path));
        }
        return answer;
    }

    /** Carries out a request; returns what completes its answer. */
    private static <T> Runnable outcome(CompletableFuture<T> answer, Request<T> request) {
        try {
            T result = request.carryOut();
            return () -> answer.complete(result);
        } catch (StoreFailure refused) {
            return () -> answer.completeExceptionally(refused);
        }
    }

    Optional<Znode> read(MemorySession session, String path, @Nullable Watch watch) {
        MemoryZnode there = tree.get(path);
        if (there != null) {
            watch(session, path, Watches.Type.DATA, watch);
        }
        return Optional.ofNullable(there).map(found -> new Znode(path, found.data.clone(), found.stamp()));
    }

    Optional<Stamp> exists(MemorySession session, String path, @Nullable Watch watch) {
        watch(session, path, Watches.Type.DATA, watch);
        return Optional.ofNullable(tree.get(path)).map(MemoryZnode::stamp);
    }

    Optional<Session.Listing> listing(MemorySession session, String path, @Nullable Watch watch) {
        MemoryZnode there = tree.get(path);
        if (there != null) {
            watch(session, path, Watches.Type.CHILDREN, watch);
        }
        return Optional.ofNullable(there).map(found -> new Session.Listing(List.copyOf(found.names), found.stamp()));
    }

    List<Reply> readAll(List<Read> reads) {
        List<Reply> replies = new ArrayList<>();
        for (Read read : reads) {
            MemoryZnode there = tree.get(read.path());
            if (there == null) {
                replies.add(Reply.missing());
            } else if (read.ofNames()) {
                replies.add(Reply.of(List.copyOf(there.names)));
            } else {
                replies.add(Reply.of(new Znode(read.path(), there.data.clone(), there.stamp())));
            }
        }
        return replies;
    }

    List<Optional<Stamp>> write(MemorySession session, List<Write> writes) throws StoreFailure {
        Transaction transaction = begin(session);
        List<Optional<Stamp>> results = transaction.applyAll(writes);
        commit(transaction);
        return results;
    }

    /** Makes one write that is no transaction, whose failure names no index. */
    @Nullable
    Void write(MemorySession session, Write write) throws StoreFailure {
        Transaction transaction = begin(session);
        transaction.applyOrUndo(write, -1);
        commit(transaction);
        return null;
    }

    /** Creates an ephemeral znode with a number at the end of its name, as ZooKeeper numbers them; returns its path. */
    String createNumbered(MemorySession session, String prefix, byte[] data) throws StoreFailure {
        MemoryZnode above = tree.get(MemoryTree.parent(prefix));
        String path = prefix + String.format(Locale.ROOT, "%010d", above == null ? 0 : above.creations);
        write(session, Write.createEphemeral(path, data));
        return path;
    }

    Optional<Refusal> prove(String path) {
        zxid++;
        return tree.get(path) == null ? Optional.of(Refusal.MISSING) : Optional.empty();
    }

    List<String> ephemerals(MemorySession session) {
        return tree.ownedBy(session.id());
    }

    void watch(MemorySession session, String path, Watches.Type type, @Nullable Watch watch) {
        if (watch != null) {
            watches.add(session, path, type, watch);
        }
    }

    synchronized void unwatch(MemorySession session, String path, Watch watch) {
        watches.remove(session, path, watch);
    }

    private Transaction begin(MemorySession session) {
        zxid++;
        return new Transaction(tree, zxid, session.id(), WallClock.millis());
    }

    private void commit(Transaction transaction) {
        transaction.changes().forEach(watches::notify);
    }
}
