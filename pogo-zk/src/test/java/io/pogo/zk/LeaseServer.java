package io.pogo.zk;

import io.pogo.zk.LeaseWorld.Cell;

/**
 * ZooKeeper as a session sees it. The follower that the node is connected to reports each half tick that it heard of
 * the session, and the leader counts the timeout from there; what a follower that dies has not reported is lost. A
 * leader that was deposed reports to nobody, and commits nothing.
 */
final class LeaseServer {
    private final LeaseBounds bounds;

    LeaseServer(LeaseBounds bounds) {
        this.bounds = bounds;
    }

    void add(LeaseSteps steps) {
        LeaseWorld world = steps.from();
        boolean lives = !world.is(Cell.EXPIRY, 0);
        boolean sent = world.is(Cell.PROOF, LeaseWorld.SENT);
        switch (world.get(Cell.LINK)) {
            case LeaseWorld.CUT -> {
                if (sent) {
                    steps.may("cannot connect", this::lose);
                }
                if (lives) {
                    connections(steps);
                }
            }
            case LeaseWorld.FOLLOWER -> {
                steps.may("is cut off, its follower dies", this::cut);
                if (sent && lives) {
                    steps.may("a quorum commits its proof", this::commit);
                }
                if (bounds.deposes() && lives) {
                    steps.may("its leader is deposed by another one", this::depose);
                }
            }
            default -> {
                steps.may("is cut off", this::cut);
                if (sent && bounds.has(LeaseFlaw.PROOF_WITHOUT_QUORUM)) {
                    steps.may("a deposed leader answers its proof", next -> next.set(Cell.PROOF, LeaseWorld.ANSWERED));
                }
            }
        }
    }

    /** The session is opened again: the leader hears of that at once. */
    void connect(LeaseWorld next) {
        next.set(Cell.LINK, LeaseWorld.FOLLOWER);
        next.set(Cell.EXPIRY, next.get(Cell.GRANTED));
        next.set(Cell.KNOWN, next.get(Cell.GRANTED));
        next.set(Cell.REPORT, bounds.report());
    }

    /**
     * In the worst order: the session expires before the follower reports. The client's own pings are left out: they
     * only help.
     */
    void tick(LeaseWorld next) {
        next.add(Cell.EXPIRY, -1, 0, bounds.timeout());
        next.add(Cell.REPORT, -1, 0, bounds.timeout());
        boolean follower = next.is(Cell.LINK, LeaseWorld.FOLLOWER);
        if (follower && next.is(Cell.REPORT, 0)) {
            report(next);
        }
    }

    private void report(LeaseWorld next) {
        next.set(Cell.REPORT, bounds.report());
        if (next.is(Cell.HEARD, 1) && !next.is(Cell.EXPIRY, 0)) {
            next.set(Cell.EXPIRY, next.get(Cell.GRANTED));
        }
        next.set(Cell.HEARD, 0);
    }

    private void connections(LeaseSteps steps) {
        if (steps.from().isUp()) {
            steps.may("is connected again", this::connect);
        }
        if (steps.from().get(Cell.GRANTED) > bounds.shrunk() && steps.from().isUp()) {
            steps.may("is connected again, and granted less", next -> {
                next.set(Cell.GRANTED, bounds.shrunk());
                connect(next);
            });
        }
        if (steps.from().get(Cell.GRANTED) > bounds.shrunk() && steps.from().isUp() && bounds.losesGrants()) {
            steps.may("is granted less, and does not hear of it", next -> {
                next.set(Cell.GRANTED, bounds.shrunk());
                next.set(Cell.EXPIRY, bounds.shrunk());
                lose(next);
            });
        }
    }

    /** A request that was sent on the old connection is lost, or its answer is. */
    private void cut(LeaseWorld next) {
        next.set(Cell.LINK, LeaseWorld.CUT);
        lose(next);
    }

    private void lose(LeaseWorld next) {
        if (!next.is(Cell.PROOF, LeaseWorld.NONE)) {
            LeaseHistory.lost(next, bounds);
            next.set(Cell.PROOF, LeaseWorld.NONE);
        }
    }

    private void commit(LeaseWorld next) {
        next.set(Cell.PROOF, LeaseWorld.ANSWERED);
        next.set(Cell.HEARD, 1);
    }

    /** The new leader gives each session its whole timeout, and hears nothing of ours any more. */
    private void depose(LeaseWorld next) {
        next.set(Cell.LINK, LeaseWorld.DEPOSED);
        next.set(Cell.EXPIRY, next.get(Cell.GRANTED));
    }
}
