package io.pogo.zk;

import io.pogo.Child;
import io.pogo.ChildFactory;
import io.pogo.ExitSignal;
import io.pogo.StartStopChild;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a child, on threads of its own. Reports that it runs at most once, and exactly once that it has ended, when nothing
 * of it is active any more.
 *
 * <p>A blocking child has one thread, which a stop interrupts. A start/stop pair has a thread while it is started and another
 * while it is stopped. The few fields that these share are guarded by this object's monitor, which is held for no call of user
 * code.
 */
final class ChildRun implements ExitSignal {
    private static final Logger log = LoggerFactory.getLogger(ChildRun.class);

    /** Hears how the run goes, on the child's threads: it only posts to the loop. */
    interface Observer {
        /** User code is at work. */
        void runs();

        /**
         * Nothing is active any more.
         *
         * @param byItself whether its end was settled before it was asked to stop
         * @param crash null if it ended normally or was stopped
         */
        void ended(boolean byItself, @Nullable CrashReport crash);
    }

    private enum Stage {
        STARTING,
        STARTED,
        STOPPING
    }

    private final ChildThreads threads;
    private final String name;
    private final ChildFactory factory;
    private final RunContext context;
    private final BooleanSupplier lease;
    private final Observer observer;
    private Stage stage = Stage.STARTING;
    private @Nullable Thread thread;
    private @Nullable StartStopChild startStop;
    private @Nullable Throwable crash;
    private boolean exited;

    ChildRun(
            ChildThreads threads,
            String name,
            ChildFactory factory,
            RunContext context,
            BooleanSupplier lease,
            Observer observer) {
        this.threads = threads;
        this.name = name;
        this.factory = factory;
        this.context = context;
        this.lease = lease;
        this.observer = observer;
    }

    /** Without a thread, as when the system has none left or the factory fails, it has crashed. */
    void launch() {
        try {
            threads.start(name, this::begin);
        } catch (Throwable e) {
            observer.ended(!context.isStopRequested(), CrashReport.plain(e));
        }
    }

    /** Asks the run to end. Returns at once. */
    void stop() {
        context.requestStop();
        synchronized (this) {
            if (thread != null) {
                thread.interrupt();
            }
        }
        stopWhatWasStarted();
    }

    @Override
    public void completed() {
        exit(null);
    }

    @Override
    public void crashed(Throwable cause) {
        exit(cause);
    }

    private void begin() {
        synchronized (this) {
            thread = Thread.currentThread();
        }
        Throwable failure = null;
        boolean ended = true;
        try {
            if (mayGoOn()) {
                Child child = factory.create(context);
                if (!mayGoOn()) {
                    log.debug("{}: not run, since it is to stop", name);
                } else if (child instanceof StartStopChild pair) {
                    pair.start(context, this);
                    ended = false;
                    observer.runs();
                    onStarted(pair);
                } else {
                    observer.runs();
                    child.run(context);
                }
            }
        } catch (Throwable e) {
            failure = e;
        }
        boolean byItself = !context.isStopRequested();
        release();
        if (ended) {
            report(byItself, !byItself && failure instanceof InterruptedException ? null : failure);
        }
    }

    /** The last look before user code: the process may have stood still since the thread was started. */
    private boolean mayGoOn() {
        if (!lease.getAsBoolean()) {
            context.requestStop();
        }
        return !context.isStopRequested();
    }

    private void report(boolean byItself, @Nullable Throwable failure) {
        if (failure == null) {
            observer.ended(byItself, null);
        } else {
            CrashReport.take(failure, crash -> observer.ended(byItself, crash));
        }
    }

    /** The thread is not the child's any more; an interrupt from now on would hit someone else, or is late. */
    private void release() {
        synchronized (this) {
            thread = null;
        }
        Thread.interrupted();
    }

    private void onStarted(StartStopChild pair) {
        boolean stopNow;
        synchronized (this) {
            startStop = pair;
            stage = Stage.STARTED;
            stopNow = exited || context.isStopRequested();
        }
        if (stopNow) {
            stopWhatWasStarted();
        }
    }

    private void exit(@Nullable Throwable cause) {
        synchronized (this) {
            if (exited || context.isStopRequested()) {
                return;
            }
            exited = true;
            crash = cause;
        }
        stopWhatWasStarted();
    }

    private void stopWhatWasStarted() {
        StartStopChild pair;
        synchronized (this) {
            if (stage != Stage.STARTED || startStop == null) {
                return;
            }
            stage = Stage.STOPPING;
            pair = startStop;
        }
        // It is active until it is stopped.
        threads.startSurely(name + "-stop", () -> end(pair));
    }

    private void end(StartStopChild pair) {
        Throwable failure = null;
        try {
            pair.stop();
        } catch (Throwable e) {
            failure = e;
        }
        boolean byItself;
        Throwable cause;
        synchronized (this) {
            byItself = exited;
            cause = crash;
        }
        report(byItself, cause);
        if (failure != null) {
            CrashReport.take(failure, crash -> log.warn("{}: stopping it failed: {}", name, crash.trace()));
        }
    }
}
