package io.pogo.engine.run;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The lease of one stay and the runs that may continue only while it holds. Runs enter and leave on their own threads.
 * The guard's thread enforces the end, and creates no object for that: when the heap is full, memory may become
 * available too late.
 */
public final class GuardedStay {
    /** The lease from the guard's point of view; called on any thread, and answers without creating an object. */
    public interface Term {
        /** Returns how long the lease lasts without another proof, in nanoseconds; zero or less once it is over. */
        long leftNanos();

        /** Returns the time until the lease must be checked again, in nanoseconds. */
        long lookNanos();

        /**
         * Returns the minimum time in nanoseconds that a child which is asked to stop has until another node may run
         * it.
         */
        long graceNanos();

        /** Ends the lease for good. */
        void close();
    }

    private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_PAUSE = TimeUnit.HOURS.toNanos(1);

    private final Term lease;
    private final Executor hands;
    private final Executor teller;
    private final Runnable onEnd;
    private final Runnable onOverdue;
    private final boolean halts;
    private final RunList runs = new RunList();
    private volatile boolean ended;
    private volatile boolean asked;
    private volatile boolean told;
    private volatile long graceNanos;
    private volatile long graceEndNanos;

    /**
     * Creates a stay whose lease has begun or is about to.
     *
     * @param hands threads for tasks that may block
     * @param teller a thread for {@code onEnd}, which at most waits for memory
     * @param halts whether a run that is active after the grace ends the JVM
     * @param onEnd called once when the lease is over, on the teller's thread; only posts
     * @param onOverdue ends the JVM, on the guard's thread
     */
    public GuardedStay(Term lease, Executor hands, Executor teller, boolean halts, Runnable onEnd, Runnable onOverdue) {
        this.lease = lease;
        this.hands = hands;
        this.teller = teller;
        this.halts = halts;
        this.onEnd = onEnd;
        this.onOverdue = onOverdue;
    }

    /**
     * Adds a run, which is asked to stop if the lease ends before it leaves. The run must check {@link #mayRun} after
     * this call, not before it.
     */
    void enter(ChildRun run) {
        runs.add(run);
    }

    /** Removes a run of which nothing is active any more. */
    void leave(ChildRun run) {
        runs.remove(run);
    }

    /** Returns whether the lease holds; the last check before user code is called. */
    public boolean mayRun() {
        return !ended && lease.leftNanos() > 0;
    }

    /** Returns whether the stay was ended; may be called on any thread. */
    public boolean isOver() {
        return ended;
    }

    /**
     * Ends the stay, because the session is over or must be assumed to be over: asks all runs to stop. May be called on
     * any thread; a second call does nothing, unless the first one failed.
     */
    public void end() {
        if (!ended) {
            graceNanos = lease.graceNanos();
            graceEndNanos = System.nanoTime() + graceNanos;
            ended = true;
        }
        if (!asked) {
            lease.close();
            for (ChildRun run = runs.first(); run != null; run = runs.after(run)) {
                run.requestStop();
            }
            for (ChildRun run = runs.first(); run != null; run = runs.after(run)) {
                byHand(run.stopping(), run);
            }
            asked = true;
        }
    }

    /**
     * Checks the lease, and ends the stay if it is over. Returns the time until the next check, in nanoseconds. Called
     * on the guard's thread.
     */
    long enforce() {
        long left = lease.leftNanos();
        if (!ended && left > 0) {
            return Math.max(SHORTEST_PAUSE, Math.min(left, lease.lookNanos()));
        }
        end();
        tell();
        long graceLeft = graceEndNanos - System.nanoTime();
        if (runs.isEmpty() || (graceLeft <= 0 && !halts)) {
            return told ? LONGEST_PAUSE : SHORTEST_PAUSE;
        }
        if (graceLeft <= 0) {
            onOverdue.run();
        }
        if (graceLeft <= graceNanos / 2) {
            for (ChildRun run = runs.first(); run != null; run = runs.after(run)) {
                byHand(run.insisting(), run);
            }
            return Math.max(SHORTEST_PAUSE, graceLeft);
        }
        return Math.max(SHORTEST_PAUSE, graceLeft - graceNanos / 2);
    }

    /** Reports the end on another thread, since posting waits for memory. If that fails, the next check tries again. */
    private void tell() {
        if (!told) {
            try {
                teller.execute(onEnd);
                told = true;
            } catch (Throwable e) {
                // There is no memory for it.
            }
        }
    }

    /**
     * Runs a task that may block on another thread. If there is no thread or memory for it, interrupts the run instead.
     */
    private void byHand(Runnable task, ChildRun run) {
        try {
            hands.execute(task);
        } catch (Throwable e) {
            run.interrupt();
        }
    }
}
