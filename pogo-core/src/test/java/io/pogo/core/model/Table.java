package io.pogo.core.model;

import io.pogo.core.ChildAction;
import io.pogo.core.ChildLifecycle;
import io.pogo.core.ChildPhase;
import io.pogo.core.ChildSignal;
import java.util.List;

/** The code's own table, with the rows that a flaw changes. */
final class Table {
    private final Bounds bounds;

    Table(Bounds bounds) {
        this.bounds = bounds;
    }

    ChildLifecycle.Row next(ChildPhase phase, ChildSignal signal) {
        boolean up = phase == ChildPhase.STARTING || phase == ChildPhase.RUNNING;
        boolean end = signal == ChildSignal.STOP || signal == ChildSignal.LOST;
        if (bounds.has(Flaw.RELEASE_BEFORE_STOP) && up && end) {
            return releasing(phase, signal, ChildAction.ASK_STOP);
        }
        if (bounds.has(Flaw.RELEASE_STUCK) && phase == ChildPhase.STOPPING && signal == ChildSignal.OVERDUE) {
            return releasing(phase, signal, ChildAction.REPORT_STUCK);
        }
        return ChildLifecycle.next(phase, signal);
    }

    /** Whether a signal is of any interest. */
    boolean matters(ChildPhase phase, ChildSignal signal) {
        ChildLifecycle.Row row = next(phase, signal);
        return row.to() != phase || !row.actions().isEmpty();
    }

    private static ChildLifecycle.Row releasing(ChildPhase phase, ChildSignal signal, ChildAction first) {
        return new ChildLifecycle.Row(phase, signal, ChildPhase.RELEASING, List.of(first, ChildAction.RELEASE));
    }
}
