package io.pogo.zk;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the threads of a node's children. There may be none: the system can have no room left, and the factory is the user's. */
final class ChildThreads {
    private static final Logger log = LoggerFactory.getLogger(ChildThreads.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ThreadFactory factory;
    private final EventLoop loop;

    ChildThreads(ThreadFactory factory, EventLoop loop) {
        this.factory = factory;
        this.loop = loop;
    }

    /**
     * Runs user code on a thread of its own; throws whatever kept that from being started. Then it does not run, whatever the user's
     * factory does with it later; and if it runs already, nothing has failed.
     */
    void start(String name, Runnable task) {
        AtomicBoolean decided = new AtomicBoolean();
        try {
            Thread thread = factory.newThread(() -> {
                if (decided.compareAndSet(false, true)) {
                    Threads.markedAsUserCode(task);
                }
            });
            thread.setName(name);
            thread.start();
        } catch (Throwable e) {
            if (decided.compareAndSet(false, true)) {
                throw e;
            }
        }
    }

    /** Like {@link #start}, but soon, so that nobody who has many to start waits for that; and tries again until there is a thread. */
    void startSurely(String name, Runnable task) {
        loop.execute(() -> tryToStart(name, task));
    }

    private void tryToStart(String name, Runnable task) {
        try {
            start(name, task);
        } catch (Throwable e) {
            log.error("{} gets no thread, and tries again in {} ms: {}", name, PAUSE.toMillis(), e.toString());
            loop.after(PAUSE, () -> tryToStart(name, task));
        }
    }
}
