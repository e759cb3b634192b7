package io.pogo.engine.node;

import io.pogo.engine.base.EventLoop;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The deadline for the stop of a child. The {@code shutdown} of its spec sets it, but only while its lock keeps others
 * from starting the child: when the session is over the child has only the time in which no other node can start it.
 */
final class StopDeadline {
    private final NodeServices services;
    private final Runnable whenNear;
    private final Runnable whenOver;
    private EventLoop.@Nullable Timer nearTimer;
    private EventLoop.@Nullable Timer timer;
    private long endNanos;
    private boolean sessionOver;

    /**
     * Creates a deadline that calls {@code whenNear} when three quarters of the time are over, and {@code whenOver} at
     * its end.
     */
    StopDeadline(NodeServices services, Runnable whenNear, Runnable whenOver) {
        this.services = services;
        this.whenNear = whenNear;
        this.whenOver = whenOver;
    }

    /** Starts the deadline of a child that was asked to stop just now. */
    void begin(Duration shutdown) {
        arm(shutdown);
        hasten();
    }

    /** Cancels the deadline because the child has stopped. */
    void cancel() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        if (nearTimer != null) {
            nearTimer.cancel();
            nearTimer = null;
        }
    }

    void sessionIsOver() {
        sessionOver = true;
    }

    boolean isSessionOver() {
        return sessionOver;
    }

    /** Brings the deadline forward if the session is over. */
    void hasten() {
        Duration grace = services.grace().get();
        if (sessionOver && grace.toNanos() < endNanos - System.nanoTime()) {
            arm(grace);
        }
    }

    private void arm(Duration time) {
        cancel();
        endNanos = System.nanoTime() + time.toNanos();
        nearTimer = services.loop().after(time.dividedBy(4).multipliedBy(3), whenNear);
        timer = services.loop().after(time, whenOver);
    }
}
