package io.pogo.zk.internal.meter;

import io.micrometer.core.instrument.MeterRegistry;
import io.pogo.ChildEvent;
import io.pogo.ChildInfo;
import io.pogo.ChildState;
import io.pogo.StartReason;
import io.pogo.engine.events.Instruments;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The part of one supervisor in the meters of its node id, see {@link SharedMeters}. Only these two, {@link MeterSet}
 * and the builder's method refer to Micrometer, so that all other classes load without it. All meters exist from the
 * start, and no meter is about one child: their number does not depend on the children.
 */
public final class Meters implements Instruments {
    private final AtomicLong worstLag = new AtomicLong();
    private final AtomicBoolean lagIsAsked = new AtomicBoolean();
    private final Collection<ChildInfo> children;
    private final SharedMeters shared;
    private final CountDownLatch left = new CountDownLatch(1);
    /**
     * The time of the last assignment of each child that has not started since; used on the thread of the meters only,
     * as is {@code lastEnd}.
     */
    private final Map<String, Long> assignedAt = new HashMap<>();

    private final Map<String, ChildEvent.Type> lastEnd = new HashMap<>();
    private volatile Supplier<Duration> margin = () -> Duration.ZERO;
    private volatile boolean planner;
    private volatile int pending;
    private volatile int suspects;
    private volatile boolean closed;

    private Meters(MeterRegistry registry, String scope, String nodeId, Collection<ChildInfo> children) {
        this.children = children;
        this.shared = SharedMeters.of(registry, scope, nodeId, this);
    }

    public static Maker in(MeterRegistry registry) {
        return (scope, nodeId, children) -> {
            Meters meters = new Meters(registry, scope, nodeId, children);
            meters.shared.awaitRegistered();
            return meters;
        };
    }

    @Override
    public void child(ChildEvent event) {
        long nanos = System.nanoTime();
        call(meters -> count(meters, event, nanos));
    }

    private void count(MeterSet meters, ChildEvent event, long nanos) {
        shared.harmless(() -> meters.countFailure(event.type()));
        switch (event.type()) {
            case ASSIGNED -> assignedAt.put(event.childId(), nanos);
            case STARTED -> started(meters, event, nanos);
            case CRASHED, COMPLETED, STOPPED -> lastEnd.put(event.childId(), event.type());
            case RELEASED -> {
                assignedAt.remove(event.childId());
                lastEnd.remove(event.childId());
            }
            default -> {}
        }
    }

    private void started(MeterSet meters, ChildEvent event, long nanos) {
        StartReason reason = StartReason.valueOf(Objects.requireNonNull(event.detail()));
        Long assigned = assignedAt.remove(event.childId());
        meters.countStart(reason);
        switch (reason) {
            case FIRST_START -> {}
            case RESTART -> meters.countRestart(lastEnd.getOrDefault(event.childId(), ChildEvent.Type.STOPPED));
            case MOVED -> meters.countMove();
            case TAKEOVER -> {
                if (assigned != null) {
                    meters.recordTakeover(nanos - assigned);
                }
            }
        }
    }

    @Override
    public void lease(Supplier<Duration> ofThisStay) {
        margin = ofThisStay;
    }

    @Override
    public void planner(boolean elected) {
        planner = elected;
        pending = 0;
        suspects = 0;
    }

    @Override
    public void pending(int children) {
        pending = children;
    }

    @Override
    public void suspects(int nodes) {
        suspects = nodes;
    }

    /** Each task of the loop comes here: the longest of the waits is recorded as soon as the one before it has been. */
    @Override
    public void lag(long nanos) {
        worstLag.accumulateAndGet(nanos, Math::max);
        if (lagIsAsked.compareAndSet(false, true) && !call(this::recordLag)) {
            lagIsAsked.set(false);
        }
    }

    private void recordLag(MeterSet meters) {
        lagIsAsked.set(false);
        meters.recordLag(worstLag.getAndSet(0));
    }

    /** Returns false if the registry blocks and too many calls wait for it. */
    private boolean call(Consumer<MeterSet> call) {
        return closed || shared.call(call);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            shared.leave(this, left::countDown);
        }
    }

    @Override
    public void awaitEnd() {
        SharedMeters.await(left);
    }

    long count(ChildState state) {
        return children.stream().filter(child -> child.state() == state).count();
    }

    long marginNanos() {
        return margin.get().toNanos();
    }

    boolean isPlanner() {
        return planner;
    }

    int pending() {
        return pending;
    }

    int suspects() {
        return suspects;
    }
}
