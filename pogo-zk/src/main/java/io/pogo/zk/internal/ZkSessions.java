package io.pogo.zk.internal;

import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.Moment;
import io.pogo.engine.base.Threads;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.ProofHistory;
import io.pogo.engine.store.Sessions;
import io.pogo.zk.internal.store.AnswerWatch;
import io.pogo.zk.internal.store.SwallowedLosses;
import io.pogo.zk.internal.store.ZkSession;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.ACLProvider;
import org.apache.curator.framework.api.CuratorListener;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateListener;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Translates Curator's connection states into session events: a session is proven, a session is resumed, a session is
 * over. Everything runs on the loop; Curator's thread only posts to it.
 *
 * <p>Being suspended ends nothing, the lease decides when a silence is too long. After a session was given up it is
 * used again only when it, or its successor, has had a transaction committed.
 */
public final class ZkSessions implements Sessions {
    private static final Logger log = LoggerFactory.getLogger(ZkSessions.class);
    private static final Duration PROOF_PAUSE = Duration.ofMillis(100);
    private static final Duration LOOK = Duration.ofMillis(500);
    /**
     * The pause between an unclear answer and the next read of everything. It doubles with each further unclear answer,
     * at most to {@link Failures#UNTIL_MENDED}, and starts again after a calm period.
     */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    private static final Duration CALM = Duration.ofSeconds(30);
    /** Curator replaces a handle that is over within milliseconds. */
    private static final Duration TURNOVER = Duration.ofSeconds(3);

    private final EventLoop loop;
    private final ZkClient zk;
    private final CuratorFramework client;
    private final boolean isOurs;
    private final ACLProvider acls;
    private final String logPrefix;
    private final Listener listener;
    private final ConnectionStateListener curatorListener;
    private final CuratorListener eventListener;
    private @Nullable ZkSession current;
    private @Nullable ZkSession last;
    private final ThreadPoolExecutor blocking;
    private @Nullable AnswerWatch answers;
    private ProofHistory proofs = new ProofHistory();
    private boolean connected;
    private boolean proving;
    private boolean lookingAgain;
    private long lastUnclearNanos = System.nanoTime() - CALM.toNanos();
    private Duration unclearPause = FIRST_PAUSE;
    private boolean closed;

    public ZkSessions(EventLoop loop, ZkClient client, String owner, String logPrefix, Listener listener) {
        this.loop = loop;
        this.zk = client;
        this.client = client.curator();
        this.isOurs = client.isOurs();
        this.acls = client.acls();
        this.logPrefix = logPrefix;
        this.listener = listener;
        this.blocking = new ThreadPoolExecutor(
                1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Threads.factory(owner, "handle"));
        blocking.allowCoreThreadTimeOut(true);
        blocking.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        this.curatorListener = (framework, state) -> loop.execute(() -> onState(state));
        this.eventListener = reconnections();
    }

    /** Begins to listen; the client is connected. */
    @Override
    public void open() {
        client.getConnectionStateListenable().addListener(curatorListener);
        client.getCuratorListenable().addListener(eventListener);
        loop.execute(() -> {
            connected = true;
            onConnected();
            lookForAnswers();
        });
    }

    /** Ends, and takes back what it has put onto a caller's client. */
    @Override
    public void close() {
        closed = true;
        blocking.shutdown();
        client.getConnectionStateListenable().removeListener(curatorListener);
        client.getCuratorListenable().removeListener(eventListener);
        if (last != null && !isOurs) {
            last.unwatchAll();
        }
    }

    /**
     * Returns a listener for losses of the connection that a caller's client does not report; Pogo's own client reports
     * them, see {@link Handles}.
     */
    private CuratorListener reconnections() {
        SwallowedLosses losses = new SwallowedLosses(true);
        return (framework, event) -> {
            WatchedEvent change = event.getWatchedEvent();
            if (change != null && losses.isRevealedBy(change)) {
                loop.execute(this::onConnected);
            }
        };
    }

    /** The current session does not count any more, until it is proven again. */
    @Override
    public void giveUp(String why) {
        end(why);
        prove();
    }

    private void onState(ConnectionState state) {
        if (closed) {
            return;
        }
        connected = state.isConnected() && state != ConnectionState.READ_ONLY;
        switch (state) {
            case CONNECTED, RECONNECTED -> onConnected();
            case SUSPENDED, READ_ONLY -> listener.suspended();
            case LOST -> end("the ZooKeeper session is lost");
        }
        log.debug("{} connection: {}", logPrefix, state);
    }

    private void onConnected() {
        if (closed || !connected) {
            return;
        }
        loop.when(handle(), (zooKeeper, failure) -> {
            if (closed || !connected) {
                return;
            }
            if (zooKeeper == null) {
                loop.after(PROOF_PAUSE, this::onConnected);
            } else if (current != null && current.id() == zooKeeper.getSessionId()) {
                listener.resumed(current);
            } else {
                end("the ZooKeeper session was replaced");
                prove();
            }
        });
    }

    private void end(String why) {
        if (current != null) {
            current = null;
            listener.ended(why);
        }
    }

    private void prove() {
        if (closed || proving || current != null) {
            return;
        }
        proving = true;
        loop.when(handle(), (zooKeeper, failure) -> {
            if (zooKeeper == null || !zooKeeper.getState().isAlive()) {
                proveAgain();
            } else if (!closed) {
                prove(answersOf(zooKeeper));
            }
        });
    }

    /**
     * Returns the watch over a handle's requests: the present one if the handle is the same, as some may be unanswered.
     */
    private AnswerWatch answersOf(ZooKeeper zooKeeper) {
        AnswerWatch asked = answers;
        return asked != null && asked.zooKeeper() == zooKeeper
                ? asked
                : new AnswerWatch(zooKeeper, what -> loop.execute(() -> onUnclear(what)));
    }

    private void prove(AnswerWatch handle) {
        if (answers == null || answers.zooKeeper() != handle.zooKeeper()) {
            proofs = proofsOf(handle.zooKeeper());
        }
        answers = handle;
        ProofHistory known = proofs;
        Moment sent = Moment.now();
        loop.when(new ZkSession(handle, acls, this, known, logPrefix).prove("/"), (done, failure) -> {
            if (failure != null || closed) {
                proveAgain();
                return;
            }
            proving = false;
            // Only now does the handle know its session for certain.
            current = new ZkSession(handle, acls, this, known, logPrefix);
            last = current;
            listener.began(current, sent);
        });
    }

    private ProofHistory proofsOf(ZooKeeper handle) {
        ProofHistory none = new ProofHistory();
        Moment opened = zk.openedAfter(handle);
        if (opened != null) {
            none.heardSince(opened);
        }
        return none;
    }

    private void proveAgain() {
        loop.after(PROOF_PAUSE, () -> {
            proving = false;
            prove();
        });
    }

    /**
     * Curator's handle. On a thread of its own: the call blocks while Curator replaces the handle. Not after the close:
     * a client that is asked for its handle while it closes may open another one.
     */
    private CompletableFuture<ZooKeeper> handle() {
        CompletableFuture<ZooKeeper> handle = new CompletableFuture<>();
        try {
            blocking.execute(() -> {
                try {
                    handle.complete(client.getZookeeperClient().getZooKeeper());
                } catch (Exception | Error e) {
                    log.debug("{} no ZooKeeper handle: {}", logPrefix, e.toString());
                    handle.completeExceptionally(e);
                }
            });
        } catch (RuntimeException | Error noThread) {
            handle.completeExceptionally(noThread);
        }
        return handle;
    }

    /**
     * Schedules another read of everything after an unclear answer. The pause grows, so that a server that throttles
     * requests is not sent all of them again at full speed.
     */
    private void onUnclear(String what) {
        if (closed || lookingAgain || current == null) {
            return;
        }
        lookingAgain = true;
        long now = System.nanoTime();
        boolean again = now - lastUnclearNanos < CALM.toNanos();
        Duration pause = again ? unclearPause.multipliedBy(2) : FIRST_PAUSE;
        unclearPause = pause.compareTo(Failures.UNTIL_MENDED) < 0 ? pause : Failures.UNTIL_MENDED;
        lastUnclearNanos = now;
        loop.after(unclearPause, () -> {
            lookingAgain = false;
            if (!closed && connected && current != null) {
                listener.resumed(current);
            }
        });
        log.warn("{} {}; it is asked again in {} ms", logPrefix, what, unclearPause.toMillis());
    }

    private void lookForAnswers() {
        if (!closed) {
            AnswerWatch asked = answers;
            if (asked != null && asked.isOverdue()) {
                replace(asked);
            }
            loop.after(LOOK, this::lookForAnswers);
        }
    }

    /**
     * Replaces a handle that answers nothing any more. An expired session makes Curator take another handle and notify
     * its recipes; closing an expired session does not block.
     */
    private void replace(AnswerWatch deaf) {
        answers = null;
        deaf.zooKeeper().getTestable().injectSessionExpiration();
        end("the ZooKeeper client answers nothing any more");
        deaf.giveUp();
        prove();
        loop.after(TURNOVER, () -> {
            if (!closed) {
                blocking.execute(() -> resetIfStill(deaf.zooKeeper()));
            }
        });
        log.warn("{} the ZooKeeper client answers nothing any more and is replaced", logPrefix);
    }

    /** The event thread may be dead or blocked too. */
    private void resetIfStill(ZooKeeper deaf) {
        try {
            if (client.getZookeeperClient().getZooKeeper() == deaf) {
                client.getZookeeperClient().reset();
            }
        } catch (Exception | Error e) {
            log.warn("{} the ZooKeeper client could not be replaced", logPrefix, e);
        }
    }
}
