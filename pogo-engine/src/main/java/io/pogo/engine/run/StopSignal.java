package io.pogo.engine.run;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The request to stop one run. It reaches the child in one of two ways, as a flag that the child may wait for or as an
 * interrupt. A child that has seen the flag is not interrupted, and an interrupt that it has not noticed is cleared
 * when it sees the flag. So its last work, for instance a final save, is not cut off. A child that has seen the flag
 * and does not end is interrupted after all, as a last attempt before it counts as stuck.
 */
final class StopSignal {
    private final CountDownLatch requested = new CountDownLatch(1);
    private @Nullable Thread thread;
    private boolean waits;
    private boolean seen;
    private boolean interrupted;
    private boolean insisted;

    /** Records that the run is on the calling thread from now on. */
    synchronized void begin() {
        thread = Thread.currentThread();
    }

    /**
     * Records that the run has left the calling thread, so that no later interrupt reaches another task, and clears an
     * interrupt that came too late.
     */
    void end() {
        synchronized (this) {
            thread = null;
        }
        Thread.interrupted();
    }

    /** Sets the flag, and does nothing else. May be called on any thread; returns at once. */
    void request() {
        requested.countDown();
    }

    /** Sets the flag, and interrupts a run that has not seen it. May be called on any thread. */
    synchronized void raise() {
        requested.countDown();
        if (thread != null && !seen && !waits && !interrupted) {
            interrupted = true;
            thread.interrupt();
        }
    }

    /** Interrupts a run that was asked to stop, even if it has seen the flag. May be called on any thread. */
    synchronized void insist() {
        if (thread != null && isSet() && !insisted) {
            insisted = true;
            thread.interrupt();
        }
    }

    /** Returns whether the stop was requested; a call on the run's own thread counts as having seen the flag. */
    boolean isRequested() {
        return isSet() && see();
    }

    /** Returns whether the stop was requested; the call does not count as having seen the flag. */
    boolean isSet() {
        return requested.getCount() == 0;
    }

    /**
     * Waits for the request; returns whether it was made. On the run's own thread the interrupt of the same stop never
     * ends the wait.
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
