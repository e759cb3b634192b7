package io.pogo.engine.run;

import org.jspecify.annotations.Nullable;

/**
 * A list of runs that is linked by the runs themselves, so that neither a change nor a walk makes an object. A walk
 * needs no lock: new runs come first, and one that was removed still leads to those that came after it.
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

    /** Does nothing if it is not in it. */
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
