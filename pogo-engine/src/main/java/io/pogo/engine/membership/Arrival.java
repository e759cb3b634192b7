package io.pogo.engine.membership;

import io.pogo.engine.base.SupervisorSettings;
import io.pogo.engine.base.Threads;
import io.pogo.engine.store.Store;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The wait for ZooKeeper of a node that was started before it. Runs on its own thread, without a limit. */
final class Arrival {
    private static final Logger log = LoggerFactory.getLogger(Arrival.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Store store;
    private final Duration patience;
    private final Runnable onConnected;
    private final RareLine trouble;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Creates a wait that has not begun.
     *
     * @param onConnected called once, on the thread that has waited
     */
    public Arrival(SupervisorSettings settings, Store store, Runnable onConnected) {
        this.store = store;
        this.patience = settings.connectionTimeout();
        this.onConnected = onConnected;
        this.trouble = new RareLine(log, settings.logPrefix());
        this.thread = Threads.factory(settings.nodeId(), "arrival").newThread(this::await);
    }

    public void begin() {
        thread.start();
    }

    /** Waits no longer. */
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void await() {
        while (!closed) {
            try {
                store.connect(patience);
                onConnected.run();
                return;
            } catch (RuntimeException | Error e) {
                if (!closed) {
                    trouble.say("waits for ZooKeeper: " + e.getMessage());
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            }
        }
    }
}
