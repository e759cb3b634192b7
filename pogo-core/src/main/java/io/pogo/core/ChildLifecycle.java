package io.pogo.core;

import static io.pogo.core.ChildAction.*;
import static io.pogo.core.ChildPhase.*;
import static io.pogo.core.ChildSignal.*;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The life of a child on one node as a table: one row for each phase and signal, and a row for every pair. The lock is
 * released in no phase in which the child may run, and is requested only after it was released: release before acquire.
 */
public final class ChildLifecycle {
    /**
     * A row of the table.
     *
     * @param from the present phase
     * @param signal the signal
     * @param to the next phase, the same one if the signal is ignored
     * @param actions the actions to take, in order
     */
    public record Row(ChildPhase from, ChildSignal signal, ChildPhase to, List<ChildAction> actions) {}

    private static final Map<ChildPhase, Map<ChildSignal, Row>> TABLE = new EnumMap<>(ChildPhase.class);

    static {
        row(WAITING, GRANTED, PREPARING, PREPARE);
        row(WAITING, STOP, RELEASING, RELEASE);
        row(WAITING, LOST, RELEASING, RELEASE);

        row(PREPARING, PREPARED, STARTING, LAUNCH);
        row(PREPARING, REFUSED, FINISHING, FINISH);
        row(PREPARING, STOP, WITHDRAWING, WITHDRAW);
        row(PREPARING, LOST, RELEASING, RELEASE);
        row(WITHDRAWING, WITHDRAWN, RELEASING, RELEASE);
        row(WITHDRAWING, LOST, RELEASING, RELEASE);

        row(STARTING, RUNS, RUNNING, ANNOUNCE);
        row(RUNNING, STEADY, RUNNING, FORGET_CRASHES, CLEAR_FAILURE);
        for (ChildPhase up : List.of(STARTING, RUNNING)) {
            row(up, ENDED_AGAIN, BACKING_OFF, RECORD_CRASH, ARM_RESTART);
            row(up, ENDED_DONE, FINISHING, FINISH);
            row(up, ENDED_TOO_OFTEN, LETTING_GO, RECORD_GIVE_UP, RELEASE);
            row(up, AFRESH, CYCLING, FORGET_CRASHES, ASK_STOP);
            row(up, STOP, STOPPING, ASK_STOP);
            row(up, LOST, STOPPING, ASK_STOP);
        }

        row(BACKING_OFF, DUE, STARTING, LAUNCH);
        row(BACKING_OFF, AFRESH, STARTING, FORGET_CRASHES, LAUNCH);
        row(BACKING_OFF, STOP, RELEASING, RELEASE);
        row(BACKING_OFF, LOST, RELEASING, RELEASE);

        row(CYCLING, STOP, STOPPING);
        row(CYCLING, LOST, STOPPING, HASTEN);
        row(STOPPING, LOST, STOPPING, HASTEN);
        row(CYCLING, OVERDUE, STUCK, REPORT_STUCK);
        row(STOPPING, OVERDUE, STUCK, REPORT_STUCK);
        for (ChildSignal ended : List.of(ENDED_AGAIN, ENDED_DONE, ENDED_TOO_OFTEN)) {
            row(CYCLING, ended, STARTING, LAUNCH);
        }
        for (ChildPhase down : List.of(STOPPING, STUCK)) {
            row(down, ENDED_AGAIN, RELEASING, RELEASE);
            row(down, ENDED_DONE, FINISHING, FINISH);
            row(down, ENDED_TOO_OFTEN, RELEASING, RELEASE);
        }

        row(FINISHING, FINISHED, RELEASING, RELEASE);
        row(FINISHING, LOST, RELEASING, RELEASE);

        row(LETTING_GO, RELEASED, GIVEN_UP);
        row(LETTING_GO, STOP, RELEASING);
        row(LETTING_GO, AFRESH, RELEASING);
        row(GIVEN_UP, STOP, GONE, FORGET);
        row(GIVEN_UP, AFRESH, GONE, FORGET);
        row(GIVEN_UP, LOST, GONE, FORGET);

        row(RELEASING, RELEASED, GONE, FORGET);

        // What is of no interest: late answers, repeated requests, and requests that the phase leads to anyway.
        ignore(WAITING, PREPARED, REFUSED, RUNS, STEADY, DUE, AFRESH, OVERDUE, FINISHED, RELEASED);
        ignore(WAITING, ENDED_AGAIN, ENDED_DONE, ENDED_TOO_OFTEN);
        ignore(PREPARING, GRANTED, RUNS, STEADY, DUE, AFRESH, OVERDUE, FINISHED, RELEASED);
        ignore(PREPARING, ENDED_AGAIN, ENDED_DONE, ENDED_TOO_OFTEN);
        ignore(WITHDRAWING, GRANTED, PREPARED, REFUSED, RUNS, STEADY, DUE, STOP, AFRESH, OVERDUE, FINISHED, RELEASED);
        ignore(WITHDRAWING, ENDED_AGAIN, ENDED_DONE, ENDED_TOO_OFTEN);
        for (ChildPhase phase : ChildPhase.values()) {
            if (phase != WITHDRAWING && phase != GONE) {
                ignore(phase, WITHDRAWN);
            }
        }
        ignore(STARTING, GRANTED, PREPARED, REFUSED, STEADY, DUE, OVERDUE, FINISHED, RELEASED);
        ignore(RUNNING, GRANTED, PREPARED, REFUSED, RUNS, DUE, OVERDUE, FINISHED, RELEASED);
        ignore(BACKING_OFF, GRANTED, PREPARED, REFUSED, RUNS, STEADY, OVERDUE, FINISHED, RELEASED);
        ignore(BACKING_OFF, ENDED_AGAIN, ENDED_DONE, ENDED_TOO_OFTEN);
        ignore(CYCLING, GRANTED, PREPARED, REFUSED, RUNS, STEADY, DUE, AFRESH, FINISHED, RELEASED);
        ignore(STOPPING, GRANTED, PREPARED, REFUSED, RUNS, STEADY, DUE, STOP, AFRESH, FINISHED, RELEASED);
        ignore(STUCK, GRANTED, LOST, PREPARED, REFUSED, RUNS, STEADY, DUE, STOP, AFRESH, OVERDUE, FINISHED, RELEASED);
        ignore(FINISHING, GRANTED, PREPARED, REFUSED, RUNS, STEADY, DUE, STOP, AFRESH, OVERDUE, RELEASED);
        ignore(FINISHING, ENDED_AGAIN, ENDED_DONE, ENDED_TOO_OFTEN);
        ignore(LETTING_GO, GRANTED, LOST, PREPARED, REFUSED, RUNS, STEADY, DUE, OVERDUE, FINISHED);
        ignore(LETTING_GO, ENDED_AGAIN, ENDED_DONE, ENDED_TOO_OFTEN);
        ignore(GIVEN_UP, GRANTED, PREPARED, REFUSED, RUNS, STEADY, DUE, OVERDUE, FINISHED, RELEASED);
        ignore(GIVEN_UP, ENDED_AGAIN, ENDED_DONE, ENDED_TOO_OFTEN);
        ignore(RELEASING, GRANTED, LOST, PREPARED, REFUSED, RUNS, STEADY, DUE, STOP, AFRESH, OVERDUE, FINISHED);
        ignore(RELEASING, ENDED_AGAIN, ENDED_DONE, ENDED_TOO_OFTEN);
        ignore(GONE, ChildSignal.values());
    }

    private ChildLifecycle() {}

    /**
     * Returns the row for a phase and a signal.
     *
     * @param phase the child's present phase
     * @param signal the signal
     * @return the row; there is one for every pair
     */
    public static Row next(ChildPhase phase, ChildSignal signal) {
        Row row = TABLE.getOrDefault(phase, Map.of()).get(signal);
        if (row == null) {
            throw new IllegalStateException("no row for " + phase + " and " + signal);
        }
        return row;
    }

    /**
     * Returns the whole table.
     *
     * @return all rows, by phase and signal
     */
    public static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        TABLE.values().forEach(of -> rows.addAll(of.values()));
        return rows;
    }

    private static void row(ChildPhase from, ChildSignal signal, ChildPhase to, ChildAction... actions) {
        Row row = new Row(from, signal, to, List.of(actions));
        if (TABLE.computeIfAbsent(from, phase -> new EnumMap<>(ChildSignal.class))
                        .put(signal, row)
                != null) {
            throw new IllegalStateException("two rows for " + from + " and " + signal);
        }
    }

    private static void ignore(ChildPhase phase, ChildSignal... signals) {
        Set<ChildSignal> all = EnumSet.copyOf(List.of(signals));
        all.forEach(signal -> row(phase, signal, phase));
    }
}
