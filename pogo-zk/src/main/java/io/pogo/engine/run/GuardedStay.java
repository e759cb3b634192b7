package io.pogo.engine.run;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The lease of one stay and the runs that may go on only while it holds. Runs enter and leave on their own threads; the
 * guard's thread enforces the end, and makes no object for that: when a heap is full, memory may be back only when it
 * is too late.
 */
public final class GuardedStay {
    /** The lease as the guard sees it; asked on any thread, and answered without making an object. */
    public interface Term {
        /** Returns how long it runs on without another proof; not above zero once it is over. */
        long leftNanos();

        /** Returns how long it is until it has to be looked at again. */
        long lookNanos();

        /** Returns how long a child that is asked to stop has at least until another node may run it. */
        long graceNanos();

        /** Ends it for good. */
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
     * A stay whose lease has begun or is about to.
     *
     * @param hands threads for what may block
     * @param teller a thread for {@code onEnd}, which waits for memory at most
     * @param halts whether a run that is active after the grace ends the JVM
     * @param onEnd hears once that the lease is over, on the guard's thread; only posts
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
     * From now on a run is asked to stop when the lease is over, until it leaves; it asks {@link #mayRun} only after
     * this.
     */
    void enter(ChildRun run) {
        runs.add(run);
    }

    /** Nothing of a run is active any more. */
    void leave(ChildRun run) {
        runs.remove(run);
    }

    /** Returns whether the lease holds; the last look before user code is called. */
    public boolean mayRun() {
        return !ended && lease.leftNanos() > 0;
    }

    /** Returns whether it was ended; may be asked on any thread. */
    public boolean isOver() {
        return ended;
    }

    /**
     * The session is over, or must be taken for over: asks all runs to stop. On any thread; a second call does nothing,
     * unless the first one failed.
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
     * Looks whether the lease is over, and returns how long it is until the next look has to come. On the guard's
     * thread.
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

    /**
     * Reports the end on another thread, since posting waits for memory. Tried again at the next look if that fails.
     */
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

    /** Runs a task that may block on another thread. Without a thread or memory for it, at least interrupts the run. */
    private void byHand(Runnable task, ChildRun run) {
        try {
            hands.execute(task);
        } catch (Throwable e) {
            run.interrupt();
        }
    }
}
