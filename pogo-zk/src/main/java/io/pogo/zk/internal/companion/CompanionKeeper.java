package io.pogo.zk.internal.companion;

import com.google.common.util.concurrent.Uninterruptibles;
import io.pogo.PogoException;
import io.pogo.companion.Messages;
import io.pogo.engine.base.Futures;
import io.pogo.engine.base.SupervisorSettings;
import io.pogo.engine.base.Threads;
import io.pogo.engine.membership.Companion;
import io.pogo.engine.store.Session;
import io.pogo.zk.internal.store.ZkSession;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a companion at this node's side, from its first session to its farewell. On a thread of its own, since a pipe
 * may block and the loop must not: the loop sets the session, and the thread sends it to the companion.
 *
 * <p>The companion takes the end of the pipe for the death of this JVM. So nobody else has the pipe, and it is not
 * closed before a farewell was written to it or the companion is gone. See {@code io.pogo.companion.Watch}.
 */
public final class CompanionKeeper implements Companion {
    private static final Logger log = LoggerFactory.getLogger(CompanionKeeper.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration READY = Duration.ofSeconds(10);
    private static final int MOST_FAILURES = 2;
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    /**
     * The open links, referenced here so that the garbage collector does not close the pipe of a link whose thread has
     * ended too early.
     */
    private static final Set<CompanionLink> OPEN = ConcurrentHashMap.newKeySet();

    private final CompanionWay companion;
    private final String logPrefix;
    private final Supplier<String> connectString;
    private final Thread thread;
    /** The signal to the thread, with a permit for each change of the fields below. */
    private final Semaphore news = new Semaphore(0);
    /** Completed when the first companion is ready; failed when it could not be started. */
    private final CompletableFuture<Void> started = new CompletableFuture<>();

    private volatile @Nullable ZkSession session;
    private volatile @Nullable CompanionLink link;
    private volatile boolean closing;

    public CompanionKeeper(CompanionWay companion, SupervisorSettings settings, Supplier<String> connectString) {
        this.companion = companion;
        this.logPrefix = settings.logPrefix();
        this.connectString = connectString;
        this.thread = Threads.factory(settings.nodeId(), "companion").newThread(this::run);
    }

    /**
     * Starts the companion.
     *
     * @return a future that completes when it is ready, and fails if it has ended twice before it was ready
     */
    @Override
    public CompletableFuture<Void> begin() {
        if (companion.mayComeLater()) {
            started.complete(null);
        }
        thread.start();
        return started.completeOnTimeout(null, READY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A session has begun. Returns at once. On the loop. */
    @Override
    public void tell(Session began) {
        session = (ZkSession) began;
        news.release();
    }

    /** Sends the farewell, and waits a while until the companion has ended. */
    @Override
    public void close() {
        closing = true;
        news.release();
        Uninterruptibles.joinUninterruptibly(thread, FAREWELL);
        if (thread.isAlive()) {
            log.warn("{} the crash companion does not listen", logPrefix);
            CompanionLink deaf = link;
            if (deaf != null) {
                deaf.abandon();
            }
        }
    }

    private void run() {
        Duration pause = SHORTEST_PAUSE;
        int failures = 0;
        while (!closing) {
            long began = System.nanoTime();
            String why = accompany();
            if (System.nanoTime() - began > LONGEST_PAUSE.toNanos()) {
                pause = SHORTEST_PAUSE;
            }
            if (!started.isDone() && !closing) {
                failures++;
                if (failures == MOST_FAILURES) {
                    started.completeExceptionally(notStarted(why));
                    return;
                }
            } else if (!closing) {
                log.warn("{} has no crash companion, {}; tries again in {} s", logPrefix, why, pause.toSeconds());
                rest(pause);
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
        started.complete(null);
    }

    private PogoException notStarted(String why) {
        String lines;
        try {
            lines = companion.lastLines();
        } catch (RuntimeException e) {
            return new PogoException(logPrefix + " the crash companion cannot be started: " + e.getMessage(), e);
        }
        return new PogoException(
                logPrefix + " the crash companion ended " + MOST_FAILURES + " times before it was ready, "
                        + why + ": " + lines
                        + "; correct its command, use CrashCompanion.sidecar(...), or start the node without a"
                        + " companion");
    }

    /** Runs one companion until it or this node has ended; returns the reason why there is no companion any more. */
    private String accompany() {
        CompanionLink opened;
        try {
            opened = companion.open();
        } catch (IOException | RuntimeException e) {
            return e.toString();
        }
        OPEN.add(opened);
        link = opened;
        CompletableFuture<String> ended = opened.ended();
        // When this is called it is done; a future that depends on it would not be.
        Futures.whenDone(ended, (how, failure) -> {
            OPEN.remove(opened);
            news.release();
        });
        try {
            if (!opened.awaitReady()) {
                return opened + ": "
                        + ended.copy()
                                .completeOnTimeout("it closed its output", FAREWELL.toMillis(), TimeUnit.MILLISECONDS)
                                .join();
            }
            started.complete(null);
            converse(opened, ended);
            return opened + ": " + ended.getNow("it was sent away");
        } catch (IOException | RuntimeException e) {
            return opened + ": " + e;
        } finally {
            dismiss(opened, ended);
            link = null;
        }
    }

    /** Tells of each session, until one of both ends. */
    private void converse(CompanionLink opened, CompletableFuture<String> ended) throws IOException {
        ZkSession told = null;
        while (!closing && !ended.isDone()) {
            ZkSession current = session;
            if (current != null && current != told) {
                opened.say(Messages.session(CompanionNotices.of(current, logPrefix, connectString.get())));
                log.info("{} {} watches over session 0x{}", logPrefix, opened, Long.toHexString(current.id()));
                told = current;
            }
            news.acquireUninterruptibly();
        }
    }

    /**
     * Ends a link with a farewell. A companion that cannot be sent one is abandoned, and its link stays referenced
     * until the companion has ended.
     */
    private void dismiss(CompanionLink opened, CompletableFuture<String> ended) {
        if (!ended.isDone()) {
            try {
                opened.say(Messages.farewell());
                opened.close();
                OPEN.remove(opened);
            } catch (IOException e) {
                log.debug("{} no farewell", logPrefix, e);
                opened.abandon();
            }
        }
    }

    private void rest(Duration pause) {
        long end = System.nanoTime() + pause.toNanos();
        while (!closing && end - System.nanoTime() > 0) {
            var unused = Uninterruptibles.tryAcquireUninterruptibly(news, Duration.ofNanos(end - System.nanoTime()));
        }
    }
}
