package io.pogo.engine.node;

import io.pogo.ChildSpec;
import io.pogo.Restart;
import io.pogo.core.ChildSignal;
import io.pogo.core.RestartWindow;
import io.pogo.core.RunEnd;
import io.pogo.engine.format.StoredSpec;
import io.pogo.engine.run.CrashReport;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The crash history of a child on this node, and its failure record in ZooKeeper. */
final class CrashHistory {
    /**
     * The shortest pause before the next run that is recorded: a shorter one is over before anybody could read about
     * it.
     */
    private static final Duration SHORT = Duration.ofMillis(500);

    private final FailureLog log;
    private boolean recorded;
    private boolean trial;
    private boolean pauseRecorded;
    private long launchedAt;
    private RestartWindow window;
    private @Nullable String reason;

    /**
     * Creates the history of a child that has not run yet.
     *
     * @param recorded whether there may be a failure record of the child
     * @param trial whether the child is given up if it crashes in its first period
     */
    CrashHistory(FailureLog log, ChildSpec spec, boolean recorded, boolean trial) {
        this.log = log;
        this.recorded = recorded;
        this.trial = trial;
        this.window = newWindow(spec);
    }

    /** Records the end of a run that ended by itself; returns the signal that follows from it. */
    ChildSignal ended(ChildSpec spec, @Nullable CrashReport crash) {
        boolean failedTrial = crash != null
                && trial
                && System.nanoTime() - launchedAt < spec.period().toNanos();
        window = window.crashed(TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
        String returned =
                spec.restart() == Restart.PERMANENT ? "returned, but a PERMANENT child must not return" : null;
        reason = crash == null ? returned : crash.line();
        return RunEnd.of(spec.restart(), crash != null, failedTrial || window.exceeded());
    }

    /** Records the start of a run; only the first run is a trial. */
    void launched(StoredSpec spec) {
        if (pauseRecorded) {
            pauseRecorded = false;
            log.restarted(spec);
        }
        trial = trial && launchedAt == 0;
        launchedAt = System.nanoTime();
    }

    /** Returns the last error, null while nothing is wrong. */
    @Nullable
    String reason() {
        return reason;
    }

    /** Returns the pause before the next run. */
    Duration backoff() {
        return window.backoff();
    }

    /** Returns whether the child must stay up for a while before it counts as recovered. */
    boolean isOpen() {
        return recorded || window.attempts() > 0;
    }

    void recordCrash(StoredSpec spec, long token) {
        recorded = true;
        pauseRecorded = backoff().compareTo(SHORT) >= 0;
        log.crashed(spec, Objects.requireNonNullElse(reason, ""), pauseRecorded ? token : 0);
    }

    void recordGiveUp(StoredSpec spec) {
        recorded = true;
        log.gaveUp(spec, Objects.requireNonNullElse(reason, ""));
    }

    void clearRecord(StoredSpec spec) {
        log.clear(spec);
    }

    /** Forgets the crash history. */
    void forget(ChildSpec spec) {
        window = newWindow(spec);
        reason = null;
        recorded = false;
    }

    private static RestartWindow newWindow(ChildSpec spec) {
        return RestartWindow.of(spec.maxRestarts(), spec.period());
    }
}
