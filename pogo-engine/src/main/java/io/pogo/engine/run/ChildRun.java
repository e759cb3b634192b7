package io.pogo.engine.run;

import io.pogo.Child;
import io.pogo.ChildFactory;
import io.pogo.ExitSignal;
import io.pogo.StartStopChild;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The run of a child, on threads of its own. Reports at most once that user code is active, and exactly once that the
 * run has ended, when nothing of it is active any more.
 *
 * <p>A blocking child has one thread, which a stop interrupts. A start/stop pair has a thread while it is started and
 * another while it is stopped. The few fields that these share are guarded by this object's monitor, which is never
 * held during a call of user code.
 */
public final class ChildRun implements ExitSignal {
    private static final Logger log = LoggerFactory.getLogger(ChildRun.class);

    private static final Duration PAUSE = Duration.ofMillis(10);

    /** The observer of a run, called on the child's threads; it only posts to the loop. */
    public interface Observer {
        /** Reports that user code is active. */
        void runs();

        /**
         * Reports that the run has ended: nothing of it is active any more.
         *
         * @param byItself whether its end was settled before it was asked to stop
         * @param crash the crash, or null if the run ended normally or was stopped
         */
        void ended(boolean byItself, @Nullable CrashReport crash);
    }

    private enum Stage {
        /** No user code was called yet, and the run can be cancelled. */
        WAITING,
        STARTING,
        STARTED,
        STOPPING,
        /** The run has ended: nothing of it is active or will be. */
        OVER
    }

    private final ChildThreads threads;
    private final GuardedStay guard;
    private final String name;
    private final ChildFactory factory;
    private final RunContext context;
    private final Observer observer;
    private final Runnable stopping = this::stop;
    private final Runnable insisting = this::insist;
    private final Runnable reportRuns;
    private final Runnable startStopping;
    /** The previous run in the {@link RunList}, guarded by the list's lock, as is {@link #next}. */
    private @Nullable ChildRun previous;

    private @Nullable ChildRun next;
    private Stage stage = Stage.WAITING;
    private @Nullable StartStopChild startStop;
    private @Nullable Throwable crash;
    private boolean exited;
    private boolean endIsTold;

    public ChildRun(
            ChildThreads threads,
            GuardedStay guard,
            String name,
            ChildFactory factory,
            RunContext context,
            Observer observer) {
        this.threads = threads;
        this.guard = guard;
        this.name = name;
        this.factory = factory;
        this.context = context;
        this.observer = observer;
        this.reportRuns = observer::runs;
        String stopName = name + "-stop";
        Runnable stopPair = this::stopPair;
        Runnable stopTask = () -> context.mdc().run(stopPair);
        this.startStopping = () -> threads.startSurely(stopName, stopTask);
    }

    /**
     * Begins the run on a thread of its own. If there is no thread, because the system has none left or the factory
     * fails, the run is reported as crashed.
     */
    public void launch() {
        threads.start(
                name,
                () -> context.mdc().run(this::begin),
                failure -> callOff(!context.stop().isSet(), CrashReport.plain(failure)));
    }

    /** Sets the request to stop, and does nothing else. May be called on any thread. */
    void requestStop() {
        context.stop().request();
    }

    /**
     * Requests that the run end, and wakes it if it waits; a run that has not begun never will. May be called on any
     * thread; returns at once.
     */
    public void stop() {
        context.stop().request();
        callOff(false, null);
        context.stop().raise();
        stopWhatWasStarted();
    }

    /** Wakes a run that waits, has seen the request to stop and has not ended. May be called on any thread. */
    public void insist() {
        context.stop().insist();
    }

    /** Interrupts a run that has not seen the request to stop, and does nothing else: it creates no object. */
    void interrupt() {
        context.stop().raise();
    }

    /**
     * Returns {@link #stop} as a task that was created beforehand, so that it needs no memory; {@link #insisting}
     * returns {@link #insist}.
     */
    Runnable stopping() {
        return stopping;
    }

    Runnable insisting() {
        return insisting;
    }

    @Nullable
    ChildRun previous() {
        return previous;
    }

    @Nullable
    ChildRun next() {
        return next;
    }

    void link(@Nullable ChildRun before, @Nullable ChildRun after) {
        previous = before;
        next = after;
    }

    private void callOff(boolean byItself, @Nullable CrashReport why) {
        synchronized (this) {
            if (stage != Stage.WAITING) {
                return;
            }
            stage = Stage.OVER;
        }
        tellEnd(byItself, why);
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
            if (stage != Stage.WAITING) {
                return;
            }
            stage = Stage.STARTING;
        }
        context.stop().begin();
        Throwable failure = null;
        boolean ended = true;
        try {
            guard.enter(this);
            if (mayGoOn()) {
                Child child = factory.create(context);
                ended = !mayGoOn() || !goesOn(child);
            }
        } catch (Throwable e) {
            failure = e;
        }
        boolean byItself = !context.stop().isSet();
        context.stop().end();
        if (ended) {
            report(byItself, !byItself && failure instanceof InterruptedException ? null : failure);
        }
    }

    /**
     * Runs a blocking child to its end, or starts a start/stop pair. Returns whether the child is still active then.
     */
    private boolean goesOn(Child child) throws Exception {
        if (child instanceof StartStopChild pair) {
            pair.start(context, this);
            // It is active now: whatever there is no memory for must be done all the same.
            surely(reportRuns);
            onStarted(pair);
            return true;
        }
        observer.runs();
        child.run(context);
        return false;
    }

    /**
     * Returns whether the run may continue. This is the last check before user code: the process may have been
     * suspended since the thread was started.
     */
    private boolean mayGoOn() {
        if (!guard.mayRun()) {
            context.stop().request();
        }
        return !context.stop().isSet();
    }

    private void report(boolean byItself, @Nullable Throwable failure) {
        synchronized (this) {
            stage = Stage.OVER;
        }
        guard.leave(this);
        if (failure == null) {
            tellEnd(byItself, null);
            return;
        }
        try {
            CrashReport.take(failure, report -> tellEnd(byItself, report));
        } catch (OutOfMemoryError e) {
            tellEnd(byItself, CrashReport.NO_MEMORY);
        }
    }

    /** Reports the end exactly once. Waits if there is no memory, as this thread has nothing else to do. */
    private void tellEnd(boolean byItself, @Nullable CrashReport report) {
        synchronized (this) {
            if (endIsTold) {
                return;
            }
            endIsTold = true;
        }
        while (true) {
            try {
                observer.ended(byItself, report);
                return;
            } catch (OutOfMemoryError e) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void onStarted(StartStopChild pair) {
        boolean stopNow;
        synchronized (this) {
            startStop = pair;
            stage = Stage.STARTED;
            stopNow = exited || context.stop().isSet();
        }
        if (stopNow) {
            stopWhatWasStarted();
        }
    }

    private void exit(@Nullable Throwable cause) {
        synchronized (this) {
            if (exited || context.stop().isSet()) {
                return;
            }
            exited = true;
            crash = cause;
        }
        stopWhatWasStarted();
    }

    private void stopWhatWasStarted() {
        synchronized (this) {
            if (stage != Stage.STARTED || startStop == null) {
                return;
            }
            stage = Stage.STOPPING;
        }
        // It is active until it is stopped.
        surely(startStopping);
    }

    /** Stops the pair that was started; called on a thread of its own. */
    private void stopPair() {
        StartStopChild pair;
        synchronized (this) {
            pair = startStop;
            startStop = null;
        }
        if (pair != null) {
            stop(pair);
        }
    }

    private static void surely(Runnable step) {
        while (true) {
            try {
                step.run();
                return;
            } catch (OutOfMemoryError e) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void stop(StartStopChild pair) {
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
            CrashReport.take(
                    failure,
                    crash -> log.warn("{} {}: stopping it failed: {}", threads.logPrefix(), name, crash.trace()));
        }
    }
}
