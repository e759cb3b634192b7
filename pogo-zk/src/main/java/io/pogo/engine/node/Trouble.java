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

/** How often a child has ended on this node and why, and its failure record in ZooKeeper. */
final class Trouble {
    /** A shorter pause before the next run is not recorded: it is over before anybody has read of it. */
    private static final Duration SHORT = Duration.ofMillis(500);

    private final FailureLog log;
    private boolean recorded;
    private boolean trial;
    private boolean pauseRecorded;
    private long launchedAt;
    private RestartWindow window;
    private @Nullable String reason;

    /**
     * A child that has not run yet; {@code recorded} if there may be a failure record of it, {@code trial} if it is
     * given up with a crash in its first period.
     */
    Trouble(FailureLog log, ChildSpec spec, boolean recorded, boolean trial) {
        this.log = log;
        this.recorded = recorded;
        this.trial = trial;
        this.window = newWindow(spec);
    }

    /** A run has ended by itself; says what that means. */
    ChildSignal ended(ChildSpec spec, @Nullable CrashReport crash) {
        boolean failedTrial = crash != null
                && trial
                && System.nanoTime() - launchedAt < spec.period().toNanos();
        window = window.crashed(TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
        String returned = spec.restart() == Restart.PERMANENT ? "returned, and is to run for ever" : null;
        reason = crash == null ? returned : crash.line();
        return RunEnd.of(spec.restart(), crash != null, failedTrial || window.exceeded());
    }

    /** A run begins; the one that is a trial is the first. */
    void launched(StoredSpec spec) {
        if (pauseRecorded) {
            pauseRecorded = false;
            log.restarted(spec);
        }
        trial = trial && launchedAt == 0;
        launchedAt = System.nanoTime();
    }

    /** The last error, while something is wrong. */
    @Nullable
    String reason() {
        return reason;
    }

    /** How long to wait before the next run. */
    Duration backoff() {
        return window.backoff();
    }

    /** Whether the child must stay up for a while before all is well. */
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

    /** What was is forgotten. */
    void forget(ChildSpec spec) {
        window = newWindow(spec);
        reason = null;
        recorded = false;
    }

    private static RestartWindow newWindow(ChildSpec spec) {
        return RestartWindow.of(spec.maxRestarts(), spec.period());
    }
}
