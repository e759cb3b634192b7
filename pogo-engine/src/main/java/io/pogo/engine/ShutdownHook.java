package io.pogo.engine;

import io.pogo.engine.base.SupervisorSettings;
import io.pogo.engine.base.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a supervisor when the JVM shuts down: at SIGTERM, at {@code System.exit}, at the end of the last thread that
 * is not a daemon.
 */
final class ShutdownHook {
    private static final Logger log = LoggerFactory.getLogger(ShutdownHook.class);

    private final Thread thread;

    ShutdownHook(SupervisorSettings settings, Runnable close) {
        this.thread = Threads.factory(settings.nodeId(), "shutdown").newThread(() -> {
            try {
                close.run();
            } catch (RuntimeException e) {
                log.error("{} could not be closed in order", settings.logPrefix(), e);
            }
        });
    }

    void add() {
        Runtime.getRuntime().addShutdownHook(thread);
    }

    /**
     * Removes the hook. If the JVM is already shutting down it cannot be removed: then the supervisor is closed a
     * second time, which does nothing.
     */
    void remove() {
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException e) {
            // The JVM is shutting down.
            return;
        }
    }
}
