package io.pogo.core;

import com.google.common.math.LongMath;

/**
 * The record of a suspect site: the number of children that failed there, and the time when the next one may be tried.
 */
final class Suspicion {
    /** The first back-off, in quarantines; each further one is twice as long. */
    private static final int FIRST_BACKOFF = 10;

    private final PlannerSettings settings;
    private final int children;
    private int probes;
    private long nextProbeAt;
    private boolean stored;

    Suspicion(PlannerSettings settings, int children, int probes, long now) {
        this.settings = settings;
        this.children = children;
        this.probes = probes;
        this.nextProbeAt = LongMath.saturatedAdd(now, backoff());
    }

    Suspect of(Site site) {
        return new Suspect(site.nodeId(), site.session(), site.type(), children, probes);
    }

    boolean mayProbe(long now) {
        return nextProbeAt <= now;
    }

    /** Records that another child failed there. A child that was sent there before the site was suspect is no probe. */
    void failed(long now) {
        if (mayProbe(now)) {
            probes++;
            nextProbeAt = LongMath.saturatedAdd(now, backoff());
        }
    }

    /** Records whether the suspicion is stored now. Returns false if it was stored and has been removed. */
    boolean holds(boolean storedNow) {
        boolean removed = stored && !storedNow;
        stored |= storedNow;
        return !removed;
    }

    /** Returns whether no child was found for a probe for a whole back-off. */
    boolean isOverdue(long now) {
        return overdueAt() <= now;
    }

    /** Returns the time of the next possible change after now, or {@link Long#MAX_VALUE} if there is none. */
    long next(long now) {
        long due = mayProbe(now) ? overdueAt() : nextProbeAt;
        return due > now ? due : Long.MAX_VALUE;
    }

    private long overdueAt() {
        return LongMath.saturatedAdd(nextProbeAt, backoff());
    }

    private long backoff() {
        long first = LongMath.saturatedMultiply(Math.max(1, Millis.of(settings.quarantine())), FIRST_BACKOFF);
        long length = LongMath.saturatedMultiply(first, 1L << Math.min(probes, Integer.SIZE - 1));
        return Math.min(length, Math.max(1, Millis.of(settings.maxQuarantine())));
    }
}
