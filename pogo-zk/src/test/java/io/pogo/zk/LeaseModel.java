package io.pogo.zk;

import io.pogo.engine.base.Moment;
import io.pogo.engine.lease.LeaseTerm;
import io.pogo.zk.LeaseWorld.Cell;
import java.time.Duration;
import java.util.List;

/**
 * One node and its session in time: proofs, clocks, the connection, the end of the lease and the expiry. {@link
 * LeaseTerm} itself decides how long the lease runs. What is modelled is described in {@code docs/model/README.md}.
 */
final class LeaseModel {
    static final long NANOS = Duration.ofSeconds(1).toNanos();
    private static final long MILLIS = 1_000;

    private final LeaseBounds bounds;
    private final LeaseServer server;

    LeaseModel(LeaseBounds bounds) {
        this.bounds = bounds;
        this.server = new LeaseServer(bounds);
    }

    /** The session has just been opened, and is to be proven. */
    LeaseWorld initial() {
        LeaseWorld world = new LeaseWorld();
        world.set(Cell.GRANTED, bounds.timeout());
        world.set(Cell.STAY, LeaseWorld.ENDED);
        LeaseHistory.open(world);
        server.connect(world);
        return world;
    }

    /** Returns whether another node may run what this one still runs, though it is awake and had no excuse. */
    boolean isBroken(LeaseWorld world) {
        return world.is(Cell.EXPIRY, 0)
                && world.is(Cell.STATUS, LeaseWorld.AWAKE)
                && runs(world)
                && world.is(Cell.EXCUSED, 0);
    }

    private static boolean runs(LeaseWorld world) {
        return world.is(Cell.STAY, LeaseWorld.HOLDS) || !world.is(Cell.GRACE, 0);
    }

    List<LeaseSteps.Step> next(LeaseWorld world) {
        LeaseSteps steps = new LeaseSteps(world, bounds);
        if (world.is(Cell.EXPIRY, 0) && !runs(world)) {
            return List.of();
        }
        steps.may("time passes", this::tick);
        proofs(steps);
        sleep(steps);
        server.add(steps);
        if (looksWhenItLikes(world)) {
            steps.may("looks at the lease", this::look);
        }
        return steps.list();
    }

    private boolean looksWhenItLikes(LeaseWorld world) {
        return world.isUp() && (world.is(Cell.STATUS, LeaseWorld.WAKING) || bounds.has(LeaseFlaw.ENFORCED_BY_THE_LOOP));
    }

    private void tick(LeaseWorld next) {
        boolean up = next.isUp();
        int monotonic = next.is(Cell.STATUS, LeaseWorld.SUSPENDED) ? 0 : 1;
        int wall = monotonic == 0 && bounds.has(LeaseFlaw.SUSPENSION_ON_NO_CLOCK) ? 0 : 1;
        age(next, monotonic, wall);
        if (up) {
            next.add(Cell.GRACE, -1, 0, bounds.timeout());
        }
        server.tick(next);
        if (up && bounds.has(LeaseFlaw.ENFORCED_BY_THE_LOOP)) {
            next.set(Cell.STATUS, LeaseWorld.AWAKE);
        } else if (up) {
            look(next);
        }
    }

    private void age(LeaseWorld next, int monotonic, int wall) {
        int most = bounds.timeout();
        next.add(Cell.TERM_MONOTONIC, monotonic, 0, most);
        next.add(Cell.TERM_WALL, wall, -most, most);
        next.add(Cell.LAST_MONOTONIC, monotonic, 0, most);
        next.add(Cell.LAST_WALL, wall, -most, most);
        if (bounds.has(LeaseFlaw.PAUSES_BY_MONOTONIC_CLOCK) ? monotonic > 0 : monotonic + wall > 0) {
            LeaseHistory.age(next, bounds);
        }
    }

    /** The guard's look, or the loop's: at the end of the lease all runs are asked to stop. */
    private void look(LeaseWorld next) {
        if (next.is(Cell.STAY, LeaseWorld.HOLDS) && term(next).leftNanos(now(), timeout(next)) <= 0) {
            long certain = term(next).certainNanos(now(), timeout(next));
            if (bounds.has(LeaseFlaw.GRACE_OF_THE_WHOLE_TIMEOUT)) {
                certain += timeout(next).toNanos() / 4;
            }
            next.set(Cell.STAY, LeaseWorld.ENDED);
            next.set(Cell.PROOF, LeaseWorld.NONE);
            // A look comes up to a step after the end that it finds.
            next.set(Cell.GRACE, certain > -NANOS ? (int) ((certain + NANOS - 1) / NANOS) : 1);
            if (certain <= 0 && next.is(Cell.STATUS, LeaseWorld.WAKING)) {
                next.set(Cell.EXCUSED, 1);
            }
        }
        next.set(Cell.STATUS, LeaseWorld.AWAKE);
    }

    private void proofs(LeaseSteps steps) {
        LeaseWorld world = steps.from();
        boolean justSent = world.is(Cell.STAY, LeaseWorld.HOLDS) && world.is(Cell.LAST_WALL, 0);
        boolean free = world.is(Cell.GRACE, 0) && !justSent && !world.is(Cell.PROOF, LeaseWorld.ANSWERED);
        if (world.isUp() && free && (world.is(Cell.STAY, LeaseWorld.HOLDS) || mayBegin(world))) {
            steps.may("sends a proof", this::send);
        }
        if (world.isUp() && world.is(Cell.PROOF, LeaseWorld.ANSWERED) && LeaseHistory.hasRoom(world)) {
            steps.may("hears that its proof is answered", this::hear);
        }
    }

    /** The leader has heard of the session, by the client's pings or for certain. */
    private boolean mayBegin(LeaseWorld world) {
        boolean heard = world.get(Cell.EXPIRY) >= world.get(Cell.GRANTED) - world.get(Cell.KNOWN) / 3;
        return heard || LeaseHistory.isKnown(world) || bounds.has(LeaseFlaw.STAY_BEGINS_UNHEARD);
    }

    private void send(LeaseWorld next) {
        next.set(Cell.PROOF, LeaseWorld.SENT);
        next.set(Cell.PROOF_TIMEOUT, next.get(Cell.KNOWN));
        next.set(Cell.LAST_MONOTONIC, 0);
        next.set(Cell.LAST_WALL, 0);
    }

    private void hear(LeaseWorld next) {
        boolean begins = next.is(Cell.STAY, LeaseWorld.ENDED);
        if (begins) {
            LeaseHistory.begin(next, bounds);
        }
        int unheard = LeaseHistory.answered(next, bounds);
        boolean atTheAnswer = bounds.has(LeaseFlaw.TERM_FROM_THE_ANSWER);
        next.set(Cell.STAY, LeaseWorld.HOLDS);
        next.set(Cell.EXCUSED, 0);
        next.set(Cell.TERM_MONOTONIC, atTheAnswer ? 0 : next.get(Cell.LAST_MONOTONIC));
        next.set(Cell.TERM_WALL, atTheAnswer ? 0 : next.get(Cell.LAST_WALL));
        next.set(Cell.TERM_UNHEARD, bounds.has(LeaseFlaw.HISTORY_IGNORED) ? 0 : unheard);
        next.set(Cell.TERM_TIMEOUT, next.get(Cell.PROOF_TIMEOUT));
        next.set(Cell.PROOF, LeaseWorld.NONE);
        if (begins && term(next).leftNanos(now(), timeout(next)) <= 0) {
            // Nothing is launched under a lease that is over when it begins.
            next.set(Cell.STAY, LeaseWorld.ENDED);
        }
    }

    private void sleep(LeaseSteps steps) {
        LeaseWorld world = steps.from();
        if (!world.isUp()) {
            steps.may("wakes up", next -> next.set(Cell.STATUS, LeaseWorld.WAKING));
        } else if (world.get(Cell.SLEPT) < bounds.sleeps() && runs(world)) {
            if (bounds.setsBack()) {
                // Otherwise a suspended machine shows no less: the wall clock runs, and counts.
                steps.may("its process is frozen", next -> fallAsleep(next, LeaseWorld.FROZEN));
            }
            steps.may("its machine is suspended", next -> fallAsleep(next, LeaseWorld.SUSPENDED));
        }
        if (bounds.setsBack() && world.is(Cell.SET_BACK, 0)) {
            steps.may("its wall clock is set back", next -> {
                next.set(Cell.SET_BACK, 1);
                next.add(Cell.TERM_WALL, -bounds.timeout(), -bounds.timeout(), 0);
                next.add(Cell.LAST_WALL, -bounds.timeout(), -bounds.timeout(), 0);
            });
        }
    }

    private static void fallAsleep(LeaseWorld next, int how) {
        next.set(Cell.STATUS, how);
        next.set(Cell.SLEPT, next.get(Cell.SLEPT) + 1);
        if (!next.is(Cell.GRACE, 0)) {
            next.set(Cell.EXCUSED, 1);
        }
    }

    private LeaseTerm term(LeaseWorld world) {
        long monotonic = world.get(Cell.TERM_MONOTONIC);
        long wall = world.get(Cell.TERM_WALL);
        long seenMonotonic = bounds.has(LeaseFlaw.WALL_CLOCK_ALONE) ? wall : monotonic;
        long seenWall = bounds.has(LeaseFlaw.MONOTONIC_CLOCK_ALONE) ? monotonic : wall;
        Moment sent = ago(seenMonotonic, seenWall);
        int timeout = bounds.has(LeaseFlaw.TIMEOUT_OF_THE_BEGINNING) ? bounds.timeout() : world.get(Cell.TERM_TIMEOUT);
        return new LeaseTerm(sent, world.get(Cell.TERM_UNHEARD) * NANOS, timeout * NANOS);
    }

    private Duration timeout(LeaseWorld world) {
        boolean old = bounds.has(LeaseFlaw.TIMEOUT_OF_THE_PROOF) || bounds.has(LeaseFlaw.TIMEOUT_OF_THE_BEGINNING);
        return Duration.ofSeconds(old ? bounds.timeout() : world.get(Cell.KNOWN));
    }

    private static Moment now() {
        return ago(0, 0);
    }

    static Moment ago(long monotonic, long wall) {
        return new Moment(-monotonic * NANOS, -wall * MILLIS);
    }
}
