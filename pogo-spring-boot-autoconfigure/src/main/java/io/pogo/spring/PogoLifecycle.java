package io.pogo.spring;

import io.pogo.PogoException;
import io.pogo.Startup;
import io.pogo.SupervisorClosedException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The membership of the application in its scope: begins when everything else has started, the web server too, and ends
 * before anything else is stopped, so that children find all beans at work.
 */
final class PogoLifecycle implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(PogoLifecycle.class);
    private static final int RETRY_SECONDS = 1;

    private final SupervisorHandle handle;
    private final ConfiguredChildren children;
    private final Startup startup;
    private volatile boolean running;
    private volatile CountDownLatch left = new CountDownLatch(1);

    PogoLifecycle(SupervisorHandle handle, ConfiguredChildren children, Startup startup) {
        this.handle = handle;
        this.children = children;
        this.startup = startup;
    }

    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public void start() {
        CountDownLatch end = new CountDownLatch(1);
        left = end;
        handle.start();
        running = true;
        if (!children.areLeft()) {
            return;
        }
        if (startup == Startup.WAIT) {
            thread("pogo-children", () -> requestUntil(end)).start();
        } else {
            requestOrLeave();
        }
    }

    private void requestOrLeave() {
        try {
            children.request(handle.supervisor());
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    /** Requests the children until they are accepted, or the node has left. */
    private void requestUntil(CountDownLatch end) {
        boolean logged = false;
        do {
            try {
                children.request(handle.supervisor());
                return;
            } catch (SupervisorClosedException e) {
                return;
            } catch (PogoException e) {
                if (!logged) {
                    log.info("the configured children wait until they can be requested: {}", e.getMessage());
                    logged = true;
                }
            }
        } while (!isOver(end));
    }

    private static boolean isOver(CountDownLatch end) {
        try {
            return end.await(RETRY_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void stop() {
        left.countDown();
        try {
            handle.close();
        } catch (PogoException e) {
            log.error("the node has left its scope, but not cleanly: {}", e.getMessage());
        } finally {
            running = false;
        }
    }

    /** Leaves on a thread of its own, so that the time limit of the shutdown phase applies. */
    @Override
    public void stop(Runnable callback) {
        thread("pogo-leave", () -> {
                    try {
                        stop();
                    } finally {
                        callback.run();
                    }
                })
                .start();
    }

    private static Thread thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
