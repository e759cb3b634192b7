package io.pogo.engine.store;

import io.pogo.engine.base.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a session that were answered, as far back as is needed to know when ZooKeeper's leader last heard of
 * the session.
 *
 * <p>A follower reports the sessions that it heard of to the leader with the answer to each ping, every half tick. The
 * last report before a proof came less than half a tick earlier. If no request arrived in the half tick before that
 * report, the report did not contain the session, and the leader counts from the request before that pause. So a pause
 * between two requests counts if it may have held a whole half tick and ended less than half a tick before the proof. A
 * request arrives at some time between its sending and its answer. A half tick is at most a quarter of the timeout; the
 * client does not know its exact length.
 *
 * <p>The leader itself hears at once of a session that is opened, and of each connection that is made to it. A request
 * that was lost with its connection was sent before the next connection was made. So if a later request is answered,
 * the leader has heard of the session since the lost one was sent. The time at which the client reports the loss of a
 * connection is less useful: it may be long after the next connection was made.
 *
 * <p>Safe to use from any thread. The proofs of a session are sent by one thread.
 */
public final class ProofHistory {
    /** A request that a server received at some time between these two moments. */
    public record Request(Moment sent, Moment answered) {}

    /**
     * The requests, oldest first. The leader has heard of the first one. The list is replaced as a whole, so that it
     * stays intact if memory runs out.
     */
    private List<Request> requests = List.of();

    private @Nullable Moment lost;

    /** Records that the leader has heard of the session since this moment. */
    public synchronized void heardSince(Moment moment) {
        if (!requests.isEmpty() && since(moment, requests.get(0).sent()) >= 0) {
            return;
        }
        List<Request> next = new ArrayList<>();
        next.add(new Request(moment, moment));
        for (Request request : requests) {
            if (since(moment, request.sent()) >= 0) {
                next.add(request);
            }
        }
        requests = next;
    }

    /** Records that the proof sent at this moment was lost with its connection. */
    public synchronized void lost(Moment sent) {
        if (lost == null || since(lost, sent) > 0) {
            lost = sent;
        }
    }

    /**
     * Adds a proof. Returns the longest time, in nanoseconds before the proof was sent, since the leader last heard of
     * the session.
     */
    public synchronized long add(Request proof, long timeoutNanos) {
        if (lost != null && since(lost, proof.sent()) > 0) {
            heardSince(lost);
            lost = null;
        }
        if (requests.isEmpty()) {
            heardSince(proof.sent().minus(Duration.ofNanos(timeoutNanos)));
        }
        List<Request> earlier = requests;
        int heard = 0;
        while (heard + 1 < earlier.size() && isReported(earlier.get(heard + 1), proof.sent(), timeoutNanos)) {
            heard++;
        }
        List<Request> next = new ArrayList<>(earlier.subList(heard, earlier.size()));
        next.add(proof);
        requests = next;
        return unheardNanos(earlier, proof.sent(), timeoutNanos);
    }

    /** Returns the same for these earlier requests, oldest first. */
    private static long unheardNanos(List<Request> earlier, Moment proof, long timeoutNanos) {
        int at = earlier.size() - 1;
        long unheard = earlier.get(at).sent().until(proof);
        for (; at > 0 && !isReported(earlier.get(at), proof, timeoutNanos); at--) {
            Moment before = earlier.get(at - 1).sent();
            Moment end = earlier.get(at).answered();
            boolean silent = before.until(end) > since(end, proof);
            unheard = silent ? Math.max(unheard, before.until(proof)) : unheard;
        }
        return unheard;
    }

    private static boolean isReported(Request request, Moment proof, long timeoutNanos) {
        return since(request.answered(), proof) >= timeoutNanos / 4;
    }

    /** Returns the nanoseconds between two moments on the monotonic clock; at least that much time has passed. */
    private static long since(Moment earlier, Moment later) {
        return later.nanos() - earlier.nanos();
    }
}
