package io.pogo.zk;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.pogo.ChildEvent;
import io.pogo.ChildInfo;
import io.pogo.ChildState;
import io.pogo.StartReason;
import io.pogo.core.ChildPhase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The meters of one node in a Micrometer registry. The only class, besides the builder's method, that names Micrometer, so that all
 * others load without it. All meters are there from the start, and no meter is about one child: there are as many whatever runs.
 * The registry is the user's: it is told on a thread of its own, and what it throws is told once and harms nothing.
 */
final class Meters implements Instruments {
    private static final Logger log = LoggerFactory.getLogger(Meters.class);

    /** What waits for a registry that blocks; the rest is not counted. */
    private static final int MOST_WAITING = 10_000;

    private static final Duration LAST_CALLS = Duration.ofSeconds(1);

    private final UserThread thread;
    private final AtomicLong worstLag = new AtomicLong();
    private final AtomicBoolean lagIsAsked = new AtomicBoolean();
    private final MeterRegistry registry;
    private final String logPrefix;
    private final Tags tags;
    private final List<Meter> meters = new ArrayList<>();
    private final Map<StartReason, Counter> starts = new EnumMap<>(StartReason.class);
    private final Map<ChildEvent.Type, Counter> restarts = new EnumMap<>(ChildEvent.Type.class);
    private final Map<ChildEvent.Type, Counter> failures = new EnumMap<>(ChildEvent.Type.class);
    private final Counter moves;
    private final Timer takeover;
    private final Timer lag;
    private final Map<String, Long> assignedAt = new HashMap<>();
    private final Map<String, ChildEvent.Type> lastEnd = new HashMap<>();
    private volatile Supplier<Duration> margin = () -> Duration.ZERO;
    private volatile boolean planner;
    private volatile int pending;
    private volatile int suspects;
    private boolean broken;

    private Meters(MeterRegistry registry, String scope, String nodeId, Collection<ChildInfo> children) {
        this.thread = new UserThread(Threads.factory(nodeId, "meters"), MOST_WAITING);
        this.registry = registry;
        this.logPrefix = Scopes.logPrefix(scope, nodeId);
        this.tags = Tags.of("scope", scope, "node", nodeId);
        for (StartReason reason : StartReason.values()) {
            starts.put(reason, counter("pogo.child.starts", "Runs that began", reason.name()));
        }
        restarts.put(ChildEvent.Type.CRASHED, restarts("crashed"));
        restarts.put(ChildEvent.Type.COMPLETED, restarts("completed"));
        restarts.put(ChildEvent.Type.STOPPED, restarts("requested"));
        for (ChildEvent.Type failure : List.of(
                ChildEvent.Type.CRASHED, ChildEvent.Type.GAVE_UP, ChildEvent.Type.STUCK, ChildEvent.Type.LOCK_LOST)) {
            failures.put(failure, counter("pogo.child.failures", "What went wrong with children", failure.name()));
        }
        moves = added(Counter.builder("pogo.child.moves")
                .description("Children that were moved here and run")
                .tags(tags)
                .register(registry));
        takeover = timer("pogo.takeover", "From the assignment of a dead node's child to its run here");
        lag = timer("pogo.loop.lag", "How long tasks wait for the node's event loop");
        gauges(children);
    }

    static Maker in(MeterRegistry registry) {
        return (scope, nodeId, children) -> new Meters(registry, scope, nodeId, children);
    }

    @Override
    public void child(ChildEvent event) {
        long nanos = System.nanoTime();
        call(() -> count(event, nanos));
    }

    private void count(ChildEvent event, long nanos) {
        Counter failure = failures.get(event.type());
        if (failure != null) {
            harmless(failure::increment);
        }
        switch (event.type()) {
            case ASSIGNED -> assignedAt.put(event.childId(), nanos);
            case STARTED -> started(event, nanos);
            case CRASHED, COMPLETED, STOPPED -> lastEnd.put(event.childId(), event.type());
            case RELEASED -> {
                assignedAt.remove(event.childId());
                lastEnd.remove(event.childId());
            }
            default -> {}
        }
    }

    private void started(ChildEvent event, long nanos) {
        StartReason reason = StartReason.valueOf(Objects.requireNonNull(event.detail()));
        Long assigned = assignedAt.remove(event.childId());
        harmless(() -> {
            increment(starts, reason);
            switch (reason) {
                case FIRST_START -> {}
                case RESTART -> increment(restarts, lastEnd.getOrDefault(event.childId(), ChildEvent.Type.STOPPED));
                case MOVED -> moves.increment();
                case TAKEOVER -> {
                    if (assigned != null) {
                        takeover.record(nanos - assigned, TimeUnit.NANOSECONDS);
                    }
                }
            }
        });
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
        if (lagIsAsked.compareAndSet(false, true)) {
            call(this::recordLag);
        }
    }

    private void recordLag() {
        lagIsAsked.set(false);
        lag.record(worstLag.getAndSet(0), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        meters.forEach(meter -> call(() -> registry.remove(meter)));
        thread.close();
    }

    @Override
    public void awaitEnd() {
        thread.awaitEnd(LAST_CALLS);
    }

    private void call(Runnable call) {
        boolean kept = thread.call(() -> harmless(call));
        if (!kept) {
            lagIsAsked.set(false);
        }
    }

    private void harmless(Runnable call) {
        try {
            call.run();
        } catch (Throwable e) {
            if (!broken) {
                broken = true;
                log.warn("{} a meter failed; no more is said of others that do", logPrefix, e);
            }
        }
    }

    private void gauges(Collection<ChildInfo> children) {
        Arrays.stream(ChildPhase.values())
                .filter(phase -> phase != ChildPhase.GONE)
                .map(ChildPhase::shown)
                .distinct()
                .forEach(state -> added(Gauge.builder("pogo.children", () -> count(children, state))
                        .description("Children that this node has")
                        .tags(tags.and("state", lower(state.name())))
                        .register(registry)));
        added(TimeGauge.builder("pogo.lease.margin", () -> margin.get().toNanos(), TimeUnit.NANOSECONDS)
                .description("How long the children may go on without another proof of the session")
                .tags(tags)
                .register(registry));
        added(Gauge.builder("pogo.planner", () -> planner ? 1 : 0)
                .description("Whether this node is the planner")
                .tags(tags)
                .register(registry));
        added(Gauge.builder("pogo.planner.suspects", () -> suspects)
                .description("Nodes that are suspect, counted for each child type, reported by the planner")
                .tags(tags)
                .register(registry));
        added(Gauge.builder("pogo.planner.pending", () -> pending)
                .description("Children of the scope that have no place, told by the planner")
                .tags(tags)
                .register(registry));
    }

    private static long count(Collection<ChildInfo> children, ChildState state) {
        return children.stream().filter(child -> child.state() == state).count();
    }

    private Counter restarts(String reason) {
        return counter("pogo.child.restarts", "Runs that began after another one on this node", reason);
    }

    private Counter counter(String name, String description, String reason) {
        return added(Counter.builder(name)
                .description(description)
                .tags(tags.and("reason", lower(reason)))
                .register(registry));
    }

    private Timer timer(String name, String description) {
        return added(Timer.builder(name).description(description).tags(tags).register(registry));
    }

    private <M extends Meter> M added(M meter) {
        meters.add(meter);
        return meter;
    }

    private static <K> void increment(Map<K, Counter> counters, K key) {
        Objects.requireNonNull(counters.get(key)).increment();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
