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
 * One run of a child, on threads of its own. Reports that it runs at most once, and exactly once that it has ended,
 * when nothing of it is active any more.
 *
 * <p>A blocking child has one thread, which a stop interrupts. A start/stop pair has a thread while it is started and
 * another while it is stopped. The few fields that these share are guarded by this object's monitor, which is held for
 * no call of user code.
 */
public final class ChildRun implements ExitSignal {
    private static final Logger log = LoggerFactory.getLogger(ChildRun.class);

    private static final Duration PAUSE = Duration.ofMillis(10);

    /** Hears how the run goes, on the child's threads: it only posts to the loop. */
    public interface Observer {
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
        /** No user code was called yet, and the run can be called off. */
        WAITING,
        STARTING,
        STARTED,
        STOPPING,
        /** Nothing of it is active, nor will be. */
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
    /** The neighbours in the {@link RunList}, guarded by its lock. */
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
     * Begins on a thread of its own. Without one, as when the system has none left or the factory fails, it has
     * crashed.
     */
    public void launch() {
        threads.start(
                name,
                () -> context.mdc().run(this::begin),
                failure -> callOff(!context.stop().isSet(), CrashReport.plain(failure)));
    }

    /** Asks the run to end, and no more. On any thread. */
    void requestStop() {
        context.stop().request();
    }

    /**
     * Asks the run to end, and wakes what waits in it; one that has not begun never will. On any thread; returns at
     * once.
     */
    public void stop() {
        context.stop().request();
        callOff(false, null);
        context.stop().raise();
        stopWhatWasStarted();
    }

    /** Wakes what waits in a run that has seen the request to stop and has not ended. On any thread. */
    public void insist() {
        context.stop().insist();
    }

    /** Interrupts a run that has not seen the request to stop, and no more: makes no object. */
    void interrupt() {
        context.stop().raise();
    }

    /** {@link #stop} and {@link #insist} as tasks, which are made before memory may have run out. */
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

    /** Runs a child to its end, or starts one that goes on then. */
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

    /** The last look before user code: the process may have stood still since the thread was started. */
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

    /** Reports the end exactly once. Waits for memory if there is none, as this thread has nothing else to do. */
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

    /** On a thread of its own. */
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
