package io.pogo.engine.node;

import io.pogo.engine.base.EventLoop;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Until when a child that was asked to stop has to have stopped. How long that takes is its own affair, its spec's
 * shutdown, only for as long as its lock keeps others from starting it: when the session is over it has the time that
 * is certain, and no more.
 */
final class StopDeadline {
    private final NodeServices services;
    private final Runnable whenNear;
    private final Runnable whenOver;
    private EventLoop.@Nullable Timer nearTimer;
    private EventLoop.@Nullable Timer timer;
    private long endNanos;
    private boolean sessionOver;

    /** Calls {@code whenNear} when three quarters of the time are over, and {@code whenOver} at its end. */
    StopDeadline(NodeServices services, Runnable whenNear, Runnable whenOver) {
        this.services = services;
        this.whenNear = whenNear;
        this.whenOver = whenOver;
    }

    /** The child was asked to stop just now. */
    void begin(Duration shutdown) {
        arm(shutdown);
        hasten();
    }

    /** The child has stopped. */
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

    /** Brings the end forward, if the session is over. */
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
