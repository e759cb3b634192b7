package io.pogo.core;

import static io.pogo.core.ChildAction.*;
import static io.pogo.core.ChildPhase.*;
import static io.pogo.core.ChildSignal.*;

import java.util.ArrayList;
import java.util.List;

/** What can become of a child on a node, told from its assignment to its end there. */
final class LifecycleScenarios {
    private static final List<ChildSignal> ENDS = List.of(ENDED_AGAIN, ENDED_DONE, ENDED_TOO_OFTEN);

    private LifecycleScenarios() {}

    static List<LifecycleScenario> all() {
        List<LifecycleScenario> all = new ArrayList<>();
        ordinaryLives(all);
        crashes(all);
        restartsOnRequest(all);
        for (ChildSignal end : List.of(STOP, LOST)) {
            endsInEachPhase(all, end);
        }
        stuck(all);
        lettingGo(all);
        return List.copyOf(all);
    }

    private static void ordinaryLives(List<LifecycleScenario> all) {
        all.add(gone(running("it runs until it is terminated")
                .on(STOP, STOPPING, ASK_STOP)
                .on(ENDED_AGAIN, RELEASING, RELEASE)));
        all.add(gone(
                running("its work is done").on(ENDED_DONE, FINISHING, FINISH).on(FINISHED, RELEASING, RELEASE)));
        all.add(gone(starting("its work is done before it has said that it runs")
                .on(ENDED_DONE, FINISHING, FINISH)
                .on(FINISHED, RELEASING, RELEASE)));
        all.add(gone(preparing("a temporary child that was started before is refused")
                .on(REFUSED, FINISHING, FINISH)
                .on(FINISHED, RELEASING, RELEASE)));
    }

    private static void crashes(List<LifecycleScenario> all) {
        all.add(gone(backingOff("it crashes, is run again and stays up")
                .on(DUE, STARTING, LAUNCH)
                .on(RUNS, RUNNING, ANNOUNCE)
                .on(STEADY, RUNNING, FORGET_CRASHES, CLEAR_FAILURE)
                .on(STOP, STOPPING, ASK_STOP)
                .on(ENDED_AGAIN, RELEASING, RELEASE)));
        all.add(gone(starting("it cannot be started, and is tried again")
                .on(ENDED_AGAIN, BACKING_OFF, RECORD_CRASH, ARM_RESTART)
                .on(DUE, STARTING, LAUNCH)
                .on(STOP, STOPPING, ASK_STOP)
                .on(ENDED_AGAIN, RELEASING, RELEASE)));
    }

    private static void restartsOnRequest(List<LifecycleScenario> all) {
        for (ChildSignal end : ENDS) {
            all.add(gone(running("it is run afresh, and ends the old run by " + end)
                    .on(AFRESH, CYCLING, FORGET_CRASHES, ASK_STOP)
                    .on(end, STARTING, LAUNCH)
                    .on(RUNS, RUNNING, ANNOUNCE)
                    .on(STOP, STOPPING, ASK_STOP)
                    .on(ENDED_AGAIN, RELEASING, RELEASE)));
        }
        all.add(gone(starting("it is run afresh while it starts")
                .on(AFRESH, CYCLING, FORGET_CRASHES, ASK_STOP)
                .on(ENDED_AGAIN, STARTING, LAUNCH)
                .on(STOP, STOPPING, ASK_STOP)
                .on(ENDED_AGAIN, RELEASING, RELEASE)));
        all.add(gone(backingOff("it is run afresh instead of waiting")
                .on(AFRESH, STARTING, FORGET_CRASHES, LAUNCH)
                .on(STOP, STOPPING, ASK_STOP)
                .on(ENDED_AGAIN, RELEASING, RELEASE)));
    }

    /** Stopped or lost: what does not run is released, what runs is stopped first. */
    private static void endsInEachPhase(List<LifecycleScenario> all, ChildSignal end) {
        all.add(gone(LifecycleScenario.of(end + " while it waits").on(end, RELEASING, RELEASE)));
        LifecycleScenario prepared = preparing(end + " while it is prepared");
        LifecycleScenario withdrawn =
                preparing(end + " while its start is taken back").on(STOP, WITHDRAWING, WITHDRAW);
        all.add(gone(
                end == LOST
                        ? prepared.on(LOST, RELEASING, RELEASE)
                        : prepared.on(STOP, WITHDRAWING, WITHDRAW)
                                .on(PREPARED, WITHDRAWING)
                                .on(WITHDRAWN, RELEASING, RELEASE)));
        all.add(gone(
                end == LOST
                        ? withdrawn.on(LOST, RELEASING, RELEASE)
                        : withdrawn.on(STOP, WITHDRAWING).on(WITHDRAWN, RELEASING, RELEASE)));
        all.add(gone(starting(end + " while it starts")
                .on(end, STOPPING, ASK_STOP)
                .on(RUNS, STOPPING)
                .on(ENDED_AGAIN, RELEASING, RELEASE)));
        all.add(gone(running(end + " while it runs").on(end, STOPPING, ASK_STOP).on(ENDED_AGAIN, RELEASING, RELEASE)));
        all.add(gone(backingOff(end + " while it backs off").on(end, RELEASING, RELEASE)));
        ChildAction[] hasten = end == LOST ? new ChildAction[] {HASTEN} : new ChildAction[0];
        all.add(gone(cycling(end + " while it is stopped to be run afresh")
                .on(end, STOPPING, hasten)
                .on(ENDED_AGAIN, RELEASING, RELEASE)));
        all.add(gone(running(end + " while it stops")
                .on(STOP, STOPPING, ASK_STOP)
                .on(end, STOPPING, hasten)
                .on(ENDED_AGAIN, RELEASING, RELEASE)));
        all.add(gone(overdue(end + " while it is stuck").on(end, STUCK).on(ENDED_AGAIN, RELEASING, RELEASE)));
        LifecycleScenario finishing =
                running(end + " while its spec is removed").on(ENDED_DONE, FINISHING, FINISH);
        all.add(gone(
                end == LOST
                        ? finishing.on(LOST, RELEASING, RELEASE)
                        : finishing.on(STOP, FINISHING).on(FINISHED, RELEASING, RELEASE)));
        all.add(givenUp(end + " after it was given up").on(end, GONE, FORGET));
    }

    private static void stuck(List<LifecycleScenario> all) {
        for (ChildSignal end : List.of(ENDED_AGAIN, ENDED_TOO_OFTEN)) {
            all.add(gone(running("it is stopped, and ends by " + end)
                    .on(STOP, STOPPING, ASK_STOP)
                    .on(end, RELEASING, RELEASE)));
            all.add(gone(overdue("it is stuck, and ends by " + end).on(end, RELEASING, RELEASE)));
        }
        all.add(gone(overdue("it is stuck, and was done before it was asked to stop")
                .on(ENDED_DONE, FINISHING, FINISH)
                .on(FINISHED, RELEASING, RELEASE)));
        all.add(gone(cycling("it is stuck when it shall be run afresh")
                .on(OVERDUE, STUCK, REPORT_STUCK)
                .on(ENDED_AGAIN, RELEASING, RELEASE)));
        all.add(gone(running("it was done before it was asked to stop")
                .on(STOP, STOPPING, ASK_STOP)
                .on(ENDED_DONE, FINISHING, FINISH)
                .on(FINISHED, RELEASING, RELEASE)));
        all.add(gone(running("it was done before it was asked to stop, but its lock is lost")
                .on(LOST, STOPPING, ASK_STOP)
                .on(ENDED_DONE, FINISHING, FINISH)
                .on(LOST, RELEASING, RELEASE)));
    }

    private static void lettingGo(List<LifecycleScenario> all) {
        all.add(starting("it crashes too often while it starts")
                .on(ENDED_TOO_OFTEN, LETTING_GO, RECORD_GIVE_UP, RELEASE)
                .on(RELEASED, GIVEN_UP)
                .on(STOP, GONE, FORGET));
        all.add(givenUp("it was given up, and shall be run afresh").on(AFRESH, GONE, FORGET));
        for (ChildSignal early : List.of(STOP, AFRESH)) {
            all.add(gone(running(early + " while it is let go")
                    .on(ENDED_TOO_OFTEN, LETTING_GO, RECORD_GIVE_UP, RELEASE)
                    .on(early, RELEASING)));
        }
    }

    private static LifecycleScenario preparing(String name) {
        return LifecycleScenario.of(name).on(GRANTED, PREPARING, PREPARE);
    }

    private static LifecycleScenario starting(String name) {
        return preparing(name).on(PREPARED, STARTING, LAUNCH);
    }

    private static LifecycleScenario running(String name) {
        return starting(name).on(RUNS, RUNNING, ANNOUNCE);
    }

    private static LifecycleScenario backingOff(String name) {
        return running(name).on(ENDED_AGAIN, BACKING_OFF, RECORD_CRASH, ARM_RESTART);
    }

    private static LifecycleScenario cycling(String name) {
        return running(name).on(AFRESH, CYCLING, FORGET_CRASHES, ASK_STOP);
    }

    private static LifecycleScenario overdue(String name) {
        return running(name).on(STOP, STOPPING, ASK_STOP).on(OVERDUE, STUCK, REPORT_STUCK);
    }

    private static LifecycleScenario givenUp(String name) {
        return running(name)
                .on(ENDED_TOO_OFTEN, LETTING_GO, RECORD_GIVE_UP, RELEASE)
                .on(RELEASED, GIVEN_UP);
    }

    private static LifecycleScenario gone(LifecycleScenario released) {
        return released.on(RELEASED, GONE, FORGET);
    }
}
