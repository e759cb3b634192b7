package io.pogo.engine.base;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A gate that lets a bounded number of tasks be in progress at a time, in the order in which they entered. A place
 * becomes free when it is given back, or after a maximum time, so that a slow task does not block the others. Used only
 * on the loop.
 */
public final class Gate {
    private final EventLoop loop;
    private final Duration longest;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int free;
    private boolean paused;
    private boolean closed;

    /**
     * Creates a gate with all places free.
     *
     * @param places the number of places
     * @param longest the time after which a place is given back in any case
     */
    public Gate(EventLoop loop, int places, Duration longest) {
        this.loop = loop;
        this.free = places;
        this.longest = longest;
    }

    /**
     * Runs the task when a place is free, as a task of its own on the loop: each may take long, and timers have their
     * turn in between. Leaving the returned place gives it back; if the task has not begun yet, it never will.
     */
    public Place enter(Runnable task) {
        Place place = new Place();
        waiting.add(() -> place.take(task));
        admit();
        return place;
    }

    /** Admits nothing while it is paused; what is in progress goes on. */
    public void pause(boolean isPaused) {
        paused = isPaused;
        admit();
    }

    /** Admits nothing from now on. */
    public void close() {
        closed = true;
    }

    private void admit() {
        while (free > 0 && !paused && !closed && !waiting.isEmpty()) {
            waiting.poll().run();
        }
    }

    /** The entry of one task. */
    public final class Place {
        private boolean taken;
        private boolean left;
        private EventLoop.@Nullable Timer end;

        private void take(Runnable task) {
            if (!left) {
                taken = true;
                free--;
                try {
                    loop.execute(() -> begin(task));
                } catch (Throwable e) {
                    leave();
                    throw e;
                }
            }
        }

        private void begin(Runnable task) {
            if (!left) {
                try {
                    end = loop.after(longest, this::leave);
                    task.run();
                } catch (Throwable e) {
                    leave();
                    throw e;
                }
            }
        }

        /** Gives the place back, because the task is done or no longer needed. Does nothing the second time. */
        public void leave() {
            if (!left) {
                left = true;
                if (taken) {
                    if (end != null) {
                        end.cancel();
                    }
                    free++;
                    admit();
                }
            }
        }
    }
}
