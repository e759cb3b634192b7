package io.pogo.engine.run;

import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.Threads;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The starter of the threads of a node's children. The system may have no threads left. A thread factory of the user
 * may block, so it is called on threads of Pogo that have no other work; Pogo's own factory is called directly.
 */
public final class ChildThreads {
    private static final Logger log = LoggerFactory.getLogger(ChildThreads.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ThreadFactory factory;
    private final EventLoop loop;
    private final Executor hands;
    private final Executor caller;

    /** Creates a starter for a factory's threads; {@code hands} runs tasks that may block. */
    public ChildThreads(ThreadFactory factory, EventLoop loop, Executor hands) {
        this.factory = factory;
        this.loop = loop;
        this.hands = hands;
        this.caller = Threads.isOurs(factory) ? Runnable::run : hands;
    }

    /** Returns the scope and the node, with which each log line begins. */
    String logPrefix() {
        return loop.logPrefix();
    }

    /**
     * Runs user code on a thread of its own. If the thread cannot be started, the failure goes to {@code onFailure};
     * the task then never runs, even if the user's factory starts the thread later. If the task runs already, no
     * failure is reported.
     */
    void start(String name, Runnable task, Consumer<Throwable> onFailure) {
        try {
            caller.execute(() -> startNow(name, task, onFailure));
        } catch (Throwable e) {
            onFailure.accept(e);
        }
    }

    /** Does the same as {@link #start}, but never on the calling thread, and tries again until there is a thread. */
    void startSurely(String name, Runnable task) {
        try {
            hands.execute(() -> startNow(name, task, failure -> tryAgain(name, task, failure)));
        } catch (Throwable e) {
            tryAgain(name, task, e);
        }
    }

    private void tryAgain(String name, Runnable task, Throwable failure) {
        loop.after(PAUSE, () -> startSurely(name, task));
        log.error(
                "{} {} gets no thread, and tries again in {} ms: {}",
                loop.logPrefix(),
                name,
                PAUSE.toMillis(),
                failure.toString());
    }

    private void startNow(String name, Runnable task, Consumer<Throwable> onFailure) {
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
                onFailure.accept(e);
            }
        }
    }
}
