package io.pogo.engine.base;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Lets a bounded number of things be done at a time, in the order in which they came. A place is free again when it is
 * given back, and after a while in any case: what takes longer keeps nobody waiting. All on the loop.
 */
public final class Gate {
    private final EventLoop loop;
    private final Duration longest;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int free;

    /**
     * A gate that nobody has entered.
     *
     * @param places how many there are
     * @param longest how long one is held at most
     */
    public Gate(EventLoop loop, int places, Duration longest) {
        this.loop = loop;
        this.free = places;
        this.longest = longest;
    }

    /**
     * Does it, soon or later, as a task of its own: each may take long, and timers have their turn in between. What is
     * returned gives the place back, and if it was not done yet, it never is.
     */
    public Place enter(Runnable task) {
        Place place = new Place();
        waiting.add(() -> place.take(task));
        admit();
        return place;
    }

    private void admit() {
        while (free > 0 && !waiting.isEmpty()) {
            waiting.poll().run();
        }
    }

    /** One way through the gate. */
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

        /** It is done, or not wanted any more. */
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
