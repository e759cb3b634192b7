package io.pogo.engine.run;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The request to stop as one run hears of it. It comes in two ways, as a flag that the child may wait for and as an
 * interrupt, and a child hears of only one of them: one that has seen the flag is not interrupted, and an interrupt
 * that it has not noticed is taken back when it sees the flag. So what it does then, a last save for instance, is not
 * cut off. A child that has seen the flag and does not end is interrupted after all, as a last call before it counts as
 * stuck.
 */
final class StopSignal {
    private final CountDownLatch requested = new CountDownLatch(1);
    private @Nullable Thread thread;
    private boolean waits;
    private boolean seen;
    private boolean interrupted;
    private boolean insisted;

    /** The run is on the calling thread from now on. */
    synchronized void begin() {
        thread = Thread.currentThread();
    }

    /** The calling thread is not the run's any more: an interrupt from now on would hit someone else, or is late. */
    void end() {
        synchronized (this) {
            thread = null;
        }
        Thread.interrupted();
    }

    /** Sets the flag, and no more. On any thread; returns at once. */
    void request() {
        requested.countDown();
    }

    /** Sets the flag, and interrupts a run that has not seen it. On any thread. */
    synchronized void raise() {
        requested.countDown();
        if (thread != null && !seen && !waits && !interrupted) {
            interrupted = true;
            thread.interrupt();
        }
    }

    /** Interrupts a run that was asked to stop, whatever it has seen. On any thread. */
    synchronized void insist() {
        if (thread != null && isSet() && !insisted) {
            insisted = true;
            thread.interrupt();
        }
    }

    /** Returns whether the stop was requested; on the run's own thread this is seen from then on. */
    boolean isRequested() {
        return isSet() && see();
    }

    /** Returns whether the stop was requested, without being seen. */
    boolean isSet() {
        return requested.getCount() == 0;
    }

    /**
     * Waits for the request; true if it was made. On the run's own thread the interrupt of the same stop never ends the
     * wait.
     */
    boolean await(Duration time) throws InterruptedException {
        if (isRequested()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the child was asked to stop, and has not ended");
            }
            return true;
        }
        boolean own = beginWait();
        try {
            return requested.await(time.toNanos(), TimeUnit.NANOSECONDS) && see();
        } finally {
            if (own) {
                endWait();
            }
        }
    }

    private synchronized boolean beginWait() {
        waits = Thread.currentThread() == thread && !interrupted;
        return waits;
    }

    private synchronized void endWait() {
        waits = false;
        seen |= isSet();
    }

    private boolean see() {
        synchronized (this) {
            if (Thread.currentThread() == thread) {
                seen = true;
                if (interrupted && !insisted) {
                    Thread.interrupted();
                }
            }
        }
        return true;
    }
}
