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
 * Tells the meters and the listeners what happens, each on a thread that serves nothing else: both belong to the user.
 */
public final class Events {
    private static final Logger log = LoggerFactory.getLogger(Events.class);

    /** Events that wait for a listener that does not keep up. */
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

    /** From now on this node is measured. */
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

    /** Delivers what was emitted already, then ends. */
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

    /** A listener that hangs must not fill the memory; each ten thousandth one is worth a line. */
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
