package io.pogo.engine.run;

import org.jspecify.annotations.Nullable;

/**
 * A list of runs in which the runs hold the links, so that neither a change nor an iteration creates an object. An
 * iteration needs no lock: new runs are added at the front, and a removed run still leads to those that were added
 * before it.
 */
final class RunList {
    private @Nullable ChildRun first;

    synchronized void add(ChildRun run) {
        ChildRun next = first;
        run.link(null, next);
        if (next != null) {
            next.link(run, next.next());
        }
        first = run;
    }

    /** Removes a run; does nothing if it is not in the list. */
    synchronized void remove(ChildRun run) {
        ChildRun before = run.previous();
        ChildRun next = run.next();
        if (before == null && first != run) {
            return;
        }
        if (before == null) {
            first = next;
        } else {
            before.link(before.previous(), next);
        }
        if (next != null) {
            next.link(before, next.next());
        }
        run.link(null, next);
    }

    synchronized @Nullable ChildRun first() {
        return first;
    }

    synchronized @Nullable ChildRun after(ChildRun run) {
        return run.next();
    }

    synchronized boolean isEmpty() {
        return first == null;
    }
}
