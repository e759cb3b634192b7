package io.pogo.local.internal;

import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.Threads;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.lock.ChildLock;
import io.pogo.engine.members.Place;
import io.pogo.engine.members.Registry;
import io.pogo.engine.membership.MemberStore;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Sessions;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The store in memory, as one node or client reaches it: with its own session, and a thread for its answers. */
public final class MemoryStore implements MemberStore {
    private final MemoryServer server;
    private final Duration sessionTimeout;
    private final ThreadPoolExecutor answers;
    private final Queue<MemorySession> past = new ConcurrentLinkedQueue<>();
    private volatile @Nullable MemorySession session;

    /**
     * Creates an access without a session and without a thread.
     *
     * @param name the name of the node or client, for its thread
     */
    public MemoryStore(MemoryServer server, String name, Duration sessionTimeout) {
        this.server = server;
        this.sessionTimeout = sessionTimeout;
        this.answers = new ThreadPoolExecutor(
                1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Threads.factory(name, "store"));
        answers.allowCoreThreadTimeOut(true);
        // Answers to requests after the close: their callers may wait for them.
        answers.setRejectedExecutionHandler(
                (late, closed) -> ForkJoinPool.commonPool().execute(late));
    }

    @Override
    public boolean isOurs() {
        return true;
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public String address() {
        return "the memory of this JVM";
    }

    @Override
    public void connect(Duration patience) {}

    @Override
    public Sessions sessions(EventLoop loop, String owner, String logPrefix, Sessions.Listener listener) {
        return new MemorySessions(loop, this, logPrefix, listener);
    }

    @Override
    public Registry registry(ScopePaths paths, String nodeId, String logPrefix, Runnable onChange) {
        return new MemoryRegistry(this, paths, nodeId, logPrefix, onChange);
    }

    /** Begins a stay; no child of an earlier one runs any more, so the znodes of past sessions are removed first. */
    @Override
    public StayStore begin(EventLoop loop, Session stay, ScopePaths paths, String nodeId) {
        closePast();
        return new StayStore() {
            @Override
            public Place place(Set<String> formerPlaces, Place.Listener listener) {
                return new MemoryPlace(loop, (MemorySession) stay, paths, nodeId, formerPlaces, listener);
            }

            @Override
            public ChildLock.Factory latches() {
                throw new IllegalStateException("the locks of a scope in memory are claims");
            }
        };
    }

    @Override
    public void close(String logPrefix) {
        MemorySession ending = session;
        closePast();
        if (ending != null) {
            ending.close();
        }
        answers.shutdown();
    }

    /** Returns the session that lives, or opens one. */
    MemorySession session(String logPrefix, Runnable onEnd, Runnable onUnclear) {
        MemorySession now = session;
        if (now == null || now.isOver()) {
            if (now != null) {
                past.add(now);
            }
            now = server.open(sessionTimeout, logPrefix, answers, onEnd, onUnclear);
            session = now;
        }
        return now;
    }

    private void closePast() {
        for (MemorySession over = past.poll(); over != null; over = past.poll()) {
            over.close();
        }
    }

    /** Returns the last session that was opened; null before the first one. */
    @Nullable
    MemorySession session() {
        return session;
    }
}
