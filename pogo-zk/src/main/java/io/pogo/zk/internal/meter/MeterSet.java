package io.pogo.zk.internal.meter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.pogo.ChildEvent;
import io.pogo.StartReason;
import io.pogo.core.ChildPhase;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/**
 * The meters of one node id, as they stand in a registry. On the thread of {@link SharedMeters}, as each call of the
 * registry may block.
 */
final class MeterSet {
    private final MeterRegistry registry;
    private final Tags tags;
    private final Shown shown;
    private final List<Meter> meters;
    private final Map<StartReason, Counter> starts = new EnumMap<>(StartReason.class);
    private final Map<ChildEvent.Type, Counter> restarts = new EnumMap<>(ChildEvent.Type.class);
    private final Map<ChildEvent.Type, Counter> failures = new EnumMap<>(ChildEvent.Type.class);
    private final Counter moves;
    private final Timer takeover;
    private final Timer lag;

    /** The values of the gauges. */
    interface Shown {
        /** A value of the supervisor that the gauges show; 0 if there is none. On any thread. */
        long value(ToLongFunction<Meters> of);
    }

    /**
     * Registers them.
     *
     * @param shown the values of the gauges
     * @param meters takes each meter that is registered, also if a later one fails
     */
    MeterSet(MeterRegistry registry, Tags tags, Shown shown, List<Meter> meters) {
        this.registry = registry;
        this.tags = tags;
        this.shown = shown;
        this.meters = meters;
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
        gauges();
    }

    /** Counts an event that is a failure. */
    void countFailure(ChildEvent.Type type) {
        Counter counter = failures.get(type);
        if (counter != null) {
            counter.increment();
        }
    }

    void countStart(StartReason reason) {
        increment(starts, reason);
    }

    void countRestart(ChildEvent.Type end) {
        increment(restarts, end);
    }

    void countMove() {
        moves.increment();
    }

    void recordTakeover(long nanos) {
        takeover.record(nanos, TimeUnit.NANOSECONDS);
    }

    void recordLag(long nanos) {
        lag.record(nanos, TimeUnit.NANOSECONDS);
    }

    private void gauges() {
        Arrays.stream(ChildPhase.values())
                .filter(phase -> phase != ChildPhase.GONE)
                .map(ChildPhase::shown)
                .distinct()
                .forEach(state -> added(Gauge.builder("pogo.children", () -> shown.value(user -> user.count(state)))
                        .description("Children that this node has")
                        .tags(tags.and("state", lower(state.name())))
                        .register(registry)));
        added(TimeGauge.builder("pogo.lease.margin", () -> shown.value(Meters::marginNanos), TimeUnit.NANOSECONDS)
                .description("How long the children may go on without another proof of the session")
                .tags(tags)
                .register(registry));
        added(Gauge.builder("pogo.planner", () -> shown.value(user -> user.isPlanner() ? 1 : 0))
                .description("Whether this node is the planner")
                .tags(tags)
                .register(registry));
        added(Gauge.builder("pogo.planner.suspects", () -> shown.value(Meters::suspects))
                .description("Nodes that are suspect, counted for each child type, reported by the planner")
                .tags(tags)
                .register(registry));
        added(Gauge.builder("pogo.planner.pending", () -> shown.value(Meters::pending))
                .description("Children of the scope that have no place, told by the planner")
                .tags(tags)
                .register(registry));
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
