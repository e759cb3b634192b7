package io.pogo.zk;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lets a bounded number of locks be opened at a time: each LeaderLatch costs a thread for the moment of its start. A place is
 * free again when the lock was granted, or after a moment: what is waiting for another owner is not being opened any more.
 */
final class LockGate {
    private static final int PLACES = 64;
    private static final Duration MOMENT = Duration.ofMillis(200);

    private final EventLoop loop;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int free = PLACES;

    LockGate(EventLoop loop) {
        this.loop = loop;
    }

    /** Calls back, now or later, when a lock may be opened; what is returned gives the place back, at the latest by itself. */
    Place enter(Runnable open) {
        Place place = new Place();
        waiting.add(() -> place.take(open));
        admit();
        return place;
    }

    private void admit() {
        while (free > 0 && !waiting.isEmpty()) {
            waiting.poll().run();
        }
    }

    /** One lock's way through the gate. */
    final class Place {
        private boolean taken;
        private boolean left;

        private void take(Runnable open) {
            if (!left) {
                taken = true;
                free--;
                loop.after(MOMENT, this::leave);
                open.run();
            }
        }

        /** The lock is open, or not wanted any more. */
        void leave() {
            if (!left) {
                left = true;
                if (taken) {
                    free++;
                    admit();
                }
            }
        }
    }
}
