package io.pogo.engine.events;

import io.pogo.ChildEvent;
import io.pogo.MemberEvent;
import io.pogo.SupervisorListener;
import io.pogo.engine.base.Threads;
import io.pogo.engine.base.UserThread;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reports to meters and listeners. Each of them is called on a thread that has no other work, because both belong
 * to the user.
 */
public final class Events {
    private static final Logger log = LoggerFactory.getLogger(Events.class);

    /** The greatest number of events that wait for a slow listener. */
    static final int MOST_WAITING = 100_000;

    private final String logPrefix;
    private final Set<SupervisorListener> listeners = new CopyOnWriteArraySet<>();
    private final UserThread thread;
    private final AtomicLong dropped = new AtomicLong();
    private volatile Instruments instruments = Instruments.NONE;

    public Events(String name, String logPrefix) {
        this.logPrefix = logPrefix;
        thread = new UserThread(Threads.factory(name, "events"), MOST_WAITING);
    }

    public void add(SupervisorListener listener) {
        listeners.add(listener);
    }

    public void remove(SupervisorListener listener) {
        listeners.remove(listener);
    }

    /** Starts measuring this node with these instruments. */
    public void measure(Instruments by) {
        instruments = by;
    }

    public Instruments instruments() {
        return instruments;
    }

    public void emit(ChildEvent event) {
        instruments.child(event);
        emit(listener -> listener.onChild(event));
    }

    public void emit(MemberEvent event) {
        emit(listener -> listener.onMember(event));
    }

    /** Delivers the events that were emitted already, then ends. */
    public void close() {
        thread.close();
        instruments.close();
    }

    private void emit(Consumer<SupervisorListener> call) {
        if (listeners.isEmpty()) {
            return;
        }
        boolean kept =
                thread.call(() -> Threads.markedAsUserCode(() -> listeners.forEach(listener -> call(listener, call))));
        if (!kept) {
            drop();
        }
    }

    /**
     * Counts an event that is dropped so that a blocked listener does not fill the memory. Logs a line for the first,
     * and again for each ten thousand.
     */
    private void drop() {
        long count = dropped.incrementAndGet();
        if (count % 10_000 == 1) {
            log.warn("{} a listener does not keep up, {} events were dropped so far", logPrefix, count);
        }
    }

    private void call(SupervisorListener listener, Consumer<SupervisorListener> call) {
        try {
            call.accept(listener);
        } catch (Throwable e) {
            log.warn("{} a listener failed", logPrefix, e);
        }
    }
}
