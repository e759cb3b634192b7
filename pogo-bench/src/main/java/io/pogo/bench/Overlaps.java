package io.pogo.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Judges the runs of one child that lasted at one time, and the tokens of those that followed each other. Of two runs
 * the one with the lower token is the old owner's, whichever was first to log its start: it is the one that may have
 * gone on for too long.
 *
 * <p>Two things excuse it, and both are the token's business. <em>Paused</em>: its process was frozen when its lease
 * ended, so that nothing in it could notice; what woke up has {@link #NOTICE} to notice, and then the child has the
 * time that its spec gives it to stop. <em>Stuck</em>: it was told in time, and did not stop in its time; in a JVM that
 * is to end itself then, only for a moment more. That the new owner was frozen excuses nothing, nor does a pause too
 * short to lose a session.
 */
final class Overlaps {
    /**
     * The time after SIGCONT in which a process may still run a child that it has lost. Its timers are due at once, so
     * the lease ends within milliseconds, and a ZooKeeper client learns from the server within 0.2 s (measured); but
     * all its threads wake at the same moment, on a machine that is busy.
     */
    static final long NOTICE = TimeUnit.SECONDS.toNanos(1);

    /** The time that a JVM that must halt may take to be gone, as the harness sees it. */
    static final long HALT = TimeUnit.SECONDS.toNanos(1);

    private enum Verdict {
        FOUND,
        PAUSED,
        STUCK
    }

    private final Evidence evidence;
    private final List<String> found = new ArrayList<>();
    private final List<String> tokens = new ArrayList<>();
    private int whilePaused;
    private int whileStuck;

    private Overlaps(Evidence evidence) {
        this.evidence = evidence;
    }

    static Overlaps of(Map<String, List<Run>> runs, Evidence evidence) {
        Overlaps overlaps = new Overlaps(evidence);
        runs.values().forEach(overlaps::compare);
        return overlaps;
    }

    /** Returns the overlaps without an excuse. */
    List<String> found() {
        return found;
    }

    /** A later owner with no higher token. */
    List<String> tokens() {
        return tokens;
    }

    int whilePaused() {
        return whilePaused;
    }

    int whileStuck() {
        return whileStuck;
    }

    /** Compares each run of a child with those that started while it lasted, and its token with those before. */
    private void compare(List<Run> ofChild) {
        Run highest = ofChild.get(0);
        for (int i = 0; i < ofChild.size(); i++) {
            Run first = ofChild.get(i);
            for (int j = i + 1; j < ofChild.size(); j++) {
                if (ofChild.get(j).from() < first.to()) {
                    judge(first, ofChild.get(j));
                }
            }
            if (i > 0) {
                compareTokens(highest, first);
            }
            highest = first.token() > highest.token() ? first : highest;
        }
    }

    private void judge(Run first, Run second) {
        Run old = first.token() <= second.token() ? first : second;
        boolean local = first.process().equals(second.process());
        switch (local ? Verdict.FOUND : verdict(old, second.from(), Math.min(first.to(), second.to()))) {
            case PAUSED -> whilePaused++;
            case STUCK -> whileStuck++;
            case FOUND -> found.add(Witnesses.describe("overlap", first, second, evidence));
        }
    }

    /** Returns the excuse for a run that went on between the two times beside its successor. */
    private Verdict verdict(Run old, long from, long to) {
        Optional<Long> awake = awake(old, from);
        if (awake.isPresent() && (to <= awake.get() || (old.asked() <= awake.get() && to <= old.deadline()))) {
            return Verdict.PAUSED;
        }
        boolean stuck = awake.map(at -> old.asked() <= at).orElse(from > old.deadline());
        if (!stuck) {
            return Verdict.FOUND;
        }
        if (!evidence.halting().contains(old.process())) {
            return Verdict.STUCK;
        }
        long gone = HALT + awake.map(at -> Math.max(at, old.deadline())).orElse(old.deadline());
        return to > gone ? Verdict.FOUND : awake.isPresent() ? Verdict.PAUSED : Verdict.STUCK;
    }

    /**
     * Returns the time until which a run may go on without having noticed that its lease is over, if its process was
     * frozen past the lease before the given time. A lease is renewed by a proof that was sent before the process was
     * frozen, so it is over when two thirds of the session timeout have passed since.
     */
    private Optional<Long> awake(Run run, long before) {
        return evidence.pauses().stream()
                .filter(pause -> pause.process().equals(run.process())
                        && pause.to() - pause.from() >= evidence.leaseNanos(pause)
                        && pause.from() <= before
                        && pause.to() + NOTICE >= run.from())
                .map(pause -> pause.to() + NOTICE)
                .max(Long::compare);
    }

    /** A run that was granted before its process was frozen may log its start after its successor did. */
    private void compareTokens(Run highest, Run run) {
        boolean sameOwner = highest.process().equals(run.process());
        boolean rises = sameOwner ? run.token() >= highest.token() : run.token() > highest.token();
        if (!rises && awake(run, run.from()).isEmpty()) {
            tokens.add(Witnesses.describe("token not higher", highest, run, evidence));
        }
    }
}
