package io.pogo.zk;

import io.pogo.engine.base.Moment;
import io.pogo.engine.store.ProofHistory;
import io.pogo.zk.LeaseWorld.Cell;
import java.util.ArrayList;
import java.util.List;

/**
 * The last proofs that were answered in a session, as {@link ProofHistory} knows them; at most two in a quarter of the
 * timeout.
 */
final class LeaseHistory {
    private LeaseHistory() {}

    /** The session is opened at this moment. */
    static void open(LeaseWorld next) {
        next.set(Cell.BEFORE, 0);
    }

    /** If no more is known, there is only the client's own ping, a third of the timeout before the first proof. */
    static void begin(LeaseWorld next, LeaseBounds bounds) {
        heardSince(next, lastSent(next, bounds) + pings(next));
    }

    /** Returns true if a stay may begin with the next proof because of what is known, whatever the client's pings. */
    static boolean isKnown(LeaseWorld world) {
        boolean isLost = !world.is(Cell.LOST, 0) && world.get(Cell.LOST) - 1 <= pings(world);
        return isLost || world.get(Cell.BEFORE) <= pings(world);
    }

    static boolean hasRoom(LeaseWorld world) {
        return world.is(Cell.FIRST_HEARD, 0);
    }

    /** The last proof is lost with its connection. */
    static void lost(LeaseWorld next, LeaseBounds bounds) {
        next.set(Cell.LOST, lastSent(next, bounds) + 1);
    }

    /** Returns how long before the last proof the leader last heard of the session, and adds the proof. */
    static int answered(LeaseWorld next, LeaseBounds bounds) {
        int last = lastSent(next, bounds);
        ProofHistory history = history(next, bounds);
        int lost = next.get(Cell.LOST) - 1;
        if (lost > last) {
            int heard = bounds.has(LeaseFlaw.CONNECTED_WHEN_PROVEN) ? last : lost;
            history.lost(at(lost));
            if (bounds.has(LeaseFlaw.CONNECTED_WHEN_PROVEN)) {
                history.heardSince(at(last));
            }
            heardSince(next, heard);
            next.set(Cell.LOST, 0);
        }
        long unheard = history.add(request(last, 0), next.get(Cell.KNOWN) * LeaseModel.NANOS);
        next.set(Cell.FIRST_SENT, next.get(Cell.SECOND_SENT));
        next.set(Cell.FIRST_HEARD, next.get(Cell.SECOND_HEARD));
        next.set(Cell.SECOND_SENT, last);
        next.set(Cell.SECOND_HEARD, 1);
        return (int) Math.min(bounds.timeout(), unheard / LeaseModel.NANOS);
    }

    /**
     * Drops requests that were reported to the leader, except the last: those answered a quarter of the timeout ago.
     */
    static void age(LeaseWorld next, LeaseBounds bounds) {
        next.add(Cell.BEFORE, 1, 0, 2 * bounds.timeout());
        if (!next.is(Cell.LOST, 0)) {
            next.add(Cell.LOST, 1, 0, 2 * bounds.timeout());
        }
        age(next, bounds, Cell.FIRST_SENT, Cell.FIRST_HEARD);
        age(next, bounds, Cell.SECOND_SENT, Cell.SECOND_HEARD);
    }

    private static void age(LeaseWorld next, LeaseBounds bounds, Cell sent, Cell heard) {
        if (next.is(heard, 0)) {
            return;
        }
        next.add(sent, 1, 0, 2 * bounds.timeout());
        next.add(heard, 1, 0, 2 * bounds.timeout());
        int proof = next.is(Cell.PROOF, LeaseWorld.NONE) ? 0 : lastSent(next, bounds);
        if (next.get(heard) - proof > bounds.timeout() / 4) {
            next.set(Cell.BEFORE, next.get(sent));
            drop(next, sent, heard);
        }
    }

    /** Forgets what says nothing more: between two stays that is all that is older than the client's own ping. */
    static void forget(LeaseWorld next, LeaseBounds bounds) {
        if (next.get(Cell.BEFORE) < next.get(Cell.LOST)) {
            next.set(Cell.LOST, 0);
        }
        int proof = next.is(Cell.PROOF, LeaseWorld.NONE) ? 0 : lastSent(next, bounds);
        next.add(Cell.BEFORE, 0, 0, bounds.timeout() + proof);
        if (next.is(Cell.STAY, LeaseWorld.HOLDS)) {
            return;
        }
        int oldest = pings(next) + proof;
        if (next.get(Cell.LOST) - 1 > oldest) {
            next.set(Cell.LOST, 0);
        }
        dropOlder(next, oldest, Cell.FIRST_SENT, Cell.FIRST_HEARD);
        dropOlder(next, oldest, Cell.SECOND_SENT, Cell.SECOND_HEARD);
        if (next.get(Cell.BEFORE) > oldest) {
            next.set(Cell.BEFORE, bounds.timeout() + proof);
        }
    }

    /** As {@link ProofHistory#heardSince}. */
    private static void heardSince(LeaseWorld next, int age) {
        if (next.get(Cell.BEFORE) > age) {
            next.set(Cell.BEFORE, age);
            dropOlder(next, age, Cell.FIRST_SENT, Cell.FIRST_HEARD);
            dropOlder(next, age, Cell.SECOND_SENT, Cell.SECOND_HEARD);
        }
    }

    private static void dropOlder(LeaseWorld next, int age, Cell sent, Cell heard) {
        if (next.get(sent) > age) {
            drop(next, sent, heard);
        }
    }

    private static void drop(LeaseWorld next, Cell sent, Cell heard) {
        next.set(sent, 0);
        next.set(heard, 0);
    }

    private static int pings(LeaseWorld world) {
        return world.get(Cell.KNOWN) / 3;
    }

    private static int lastSent(LeaseWorld world, LeaseBounds bounds) {
        int monotonic = world.get(Cell.LAST_MONOTONIC);
        boolean alone = bounds.has(LeaseFlaw.PAUSES_BY_MONOTONIC_CLOCK);
        return alone ? monotonic : Math.max(monotonic, world.get(Cell.LAST_WALL));
    }

    private static ProofHistory history(LeaseWorld world, LeaseBounds bounds) {
        List<ProofHistory.Request> requests = requests(world, bounds);
        ProofHistory history = new ProofHistory();
        history.heardSince(requests.get(0).sent());
        requests.subList(1, requests.size())
                .forEach(request -> history.add(request, world.get(Cell.KNOWN) * LeaseModel.NANOS));
        return history;
    }

    private static List<ProofHistory.Request> requests(LeaseWorld world, LeaseBounds bounds) {
        List<ProofHistory.Request> requests = new ArrayList<>();
        requests.add(request(world.get(Cell.BEFORE), world.get(Cell.BEFORE)));
        add(requests, world, bounds, Cell.FIRST_SENT, Cell.FIRST_HEARD);
        add(requests, world, bounds, Cell.SECOND_SENT, Cell.SECOND_HEARD);
        return bounds.has(LeaseFlaw.LAST_PAUSE_ALONE)
                ? requests.subList(requests.size() - 1, requests.size())
                : requests;
    }

    private static void add(
            List<ProofHistory.Request> to, LeaseWorld world, LeaseBounds bounds, Cell sent, Cell heard) {
        if (!world.is(heard, 0)) {
            boolean atOnce = bounds.has(LeaseFlaw.PAUSES_BETWEEN_SENDINGS);
            to.add(request(world.get(sent), atOnce ? world.get(sent) : world.get(heard) - 1));
        }
    }

    private static ProofHistory.Request request(int sent, int answered) {
        return new ProofHistory.Request(at(sent), at(answered));
    }

    private static Moment at(int ago) {
        return LeaseModel.ago(ago, ago);
    }
}
