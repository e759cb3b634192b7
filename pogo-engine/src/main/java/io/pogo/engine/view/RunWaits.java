package io.pogo.engine.view;

import io.pogo.ChildInfo;
import io.pogo.UnavailableException;
import io.pogo.engine.access.ScopeAccess;
import io.pogo.engine.base.Futures;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The waits of one client's users for children to run. All waits for one child share a {@link RunWatch}, and a bounded
 * number of look-ups is in flight at a time, so that neither many waits nor many children delay the other requests. On
 * the loop, except {@link #add}.
 */
public final class RunWaits {
    /** The maximum number of waits: each takes a few hundred bytes, and each child up to three watches. */
    public static final int MOST_WAITING = 100_000;

    private static final int LOOK_UPS_UNDER_WAY = 50;

    /**
     * The pause before a repeated look-up, while ZooKeeper is unavailable or this client has too many requests in
     * flight.
     */
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final ScopeAccess access;
    private final Listings listings;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Map<String, RunWatch> watches = new HashMap<>();
    private final Set<RunWatch> due = new LinkedHashSet<>();
    private int underWay;

    public RunWaits(ScopeAccess access, Listings listings) {
        this.access = access;
        this.listings = listings;
        access.connection()
                .onConnected(session -> List.copyOf(watches.values()).stream()
                        .filter(watch -> watch.isElsewhere(session))
                        .forEach(this::look));
    }

    /** Waits for a child to run; the wait ends when the client is closed at the latest. May be called on any thread. */
    public CompletableFuture<ChildInfo> add(String id) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            return CompletableFuture.failedFuture(new UnavailableException(
                    "there are " + MOST_WAITING + " waits for children already; this one was not begun", null));
        }
        CompletableFuture<ChildInfo> wait = new CompletableFuture<>();
        Futures.whenDone(wait, (child, failure) -> {
            waiting.decrementAndGet();
            if (wait.isCancelled()) {
                access.loop().execute(() -> cancelled(id, wait));
            }
        });
        access.attempts().endWithClose(wait);
        access.loop().execute(() -> begin(id, wait));
        return wait;
    }

    private void begin(String id, CompletableFuture<ChildInfo> wait) {
        if (!wait.isDone()) {
            RunWatch watch = watches.computeIfAbsent(id, child -> new RunWatch(access, child, listings, this::look));
            watch.add(wait);
            look(watch);
        }
    }

    private void cancelled(String id, CompletableFuture<ChildInfo> wait) {
        RunWatch watch = watches.get(id);
        if (watch != null) {
            watch.remove(wait);
            endIfUnused(watch);
        }
    }

    private void endIfUnused(RunWatch watch) {
        if (watch.isUnused() && watches.remove(watch.id(), watch)) {
            due.remove(watch);
            watch.end();
        }
    }

    /** Looks a child up when its turn has come. */
    private void look(RunWatch watch) {
        if (watches.get(watch.id()) == watch) {
            due.add(watch);
            lookOn();
        }
    }

    private void lookOn() {
        List<RunWatch> next = due.stream()
                .filter(watch -> !watch.isLooking())
                .limit(LOOK_UPS_UNDER_WAY - underWay)
                .toList();
        next.forEach(watch -> {
            due.remove(watch);
            underWay++;
            access.loop().when(watch.look(), (again, bug) -> looked(watch, Boolean.TRUE.equals(again)));
        });
    }

    private void looked(RunWatch watch, boolean again) {
        underWay--;
        endIfUnused(watch);
        if (again) {
            access.loop().after(PAUSE, () -> look(watch));
        }
        lookOn();
    }
}
