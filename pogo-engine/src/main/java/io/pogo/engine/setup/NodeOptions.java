package io.pogo.engine.setup;

import io.pogo.Child;
import io.pogo.ChildFactory;
import io.pogo.ChildSet;
import io.pogo.ChildSpec;
import io.pogo.InitialChildren;
import io.pogo.Ownership;
import io.pogo.Startup;
import io.pogo.StuckAction;
import io.pogo.SupervisorListener;
import io.pogo.core.PlannerSettings;
import io.pogo.core.ScopeLimits;
import io.pogo.engine.Supervisor;
import io.pogo.engine.base.NodeIds;
import io.pogo.engine.base.SupervisorSettings;
import io.pogo.engine.base.Threads;
import io.pogo.engine.events.Instruments;
import io.pogo.engine.format.MemberData;
import io.pogo.engine.membership.Companion;
import io.pogo.engine.membership.MemberStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * The validated options of a node that the builders of all stores have in common, and the supervisor that is made of
 * them. The builders document the options.
 */
public final class NodeOptions {
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MOST_CHILDREN = 8_000;
    private static final int MOST_CAPACITY = 1_000_000_000;

    private final Map<String, ChildFactory> types = new LinkedHashMap<>();
    private final Map<String, String> labels = new TreeMap<>();
    private final List<ChildSpec> initialChildren = new ArrayList<>();
    private InitialChildren initialPolicy = InitialChildren.FAIL;
    private final List<ChildSet> sets = new ArrayList<>();
    private final List<SupervisorListener> listeners = new ArrayList<>();
    private @Nullable String scope;
    private @Nullable String nodeId;
    private @Nullable String address;
    private Duration drainTimeout = Duration.ofSeconds(30);
    private Duration settleDelay = PlannerSettings.DEFAULTS.settleDelay();
    private Duration rebalanceDelay = PlannerSettings.DEFAULTS.rebalanceDelay();
    private Duration quarantine = PlannerSettings.DEFAULTS.quarantine();
    private boolean closesAtShutdown;
    private Startup startup = Startup.FAIL;
    private ThreadFactory childThreads = Threads.forChildren();
    private StuckAction onStuckAfterLeaseLost = StuckAction.REPORT;
    private Ownership ownership = Ownership.LEADER_LATCH;
    private int maxConcurrentMoves = PlannerSettings.DEFAULTS.maxConcurrentMoves();
    private ScopeLimits scopeLimits = new ScopeLimits(200_000, 256L << 20);
    private int maxConcurrentStarts = 64;
    private int maxChildren = MOST_CHILDREN;
    private @Nullable Integer capacity;
    private Instruments.Maker instruments = Instruments.Maker.NONE;

    public void scope(String name) {
        scope = NodeIds.check("scope", name);
    }

    public void nodeId(String id) {
        nodeId = NodeIds.check(id);
    }

    public void address(String shown) {
        address = Objects.requireNonNull(shown, "address");
    }

    public void childType(String type, ChildFactory factory) {
        String name = ChildSpec.of("any", type).type();
        if (types.putIfAbsent(name, Objects.requireNonNull(factory, "factory")) != null) {
            throw new IllegalArgumentException("child type \"" + name + "\" is offered twice");
        }
    }

    public void leader(String name, Child work) {
        Objects.requireNonNull(work, "work");
        childType(name, context -> work);
        initialChildren(List.of(ChildSpec.of(name, name)));
    }

    public void initialChildren(Collection<ChildSpec> specs) {
        initialChildren.addAll(specs);
    }

    public void initialChildren(Collection<ChildSpec> specs, InitialChildren policy) {
        initialPolicy = Objects.requireNonNull(policy, "policy");
        initialChildren(specs);
    }

    public void declare(ChildSet set) {
        if (sets.stream().anyMatch(declared -> declared.name().equals(set.name()))) {
            throw new IllegalArgumentException("set \"" + set.name() + "\" is declared twice");
        }
        sets.add(set);
    }

    public void listener(SupervisorListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
    }

    public void instruments(Instruments.Maker maker) {
        instruments = maker;
    }

    public void drainTimeout(Duration timeout) {
        drainTimeout = OptionChecks.checked("drainTimeout", timeout, Duration.ZERO, LONGEST);
    }

    public void shutdownHook() {
        closesAtShutdown = true;
    }

    public void maxChildren(int most) {
        maxChildren = OptionChecks.checked("maxChildren", most, 1, MOST_CHILDREN);
    }

    public void capacity(int weight) {
        capacity = OptionChecks.checked("capacity", weight, 1, MOST_CAPACITY);
    }

    public void label(String name, String value) {
        MemberData.checkLabel(name, value);
        if (labels.putIfAbsent(name, value) != null) {
            throw new IllegalArgumentException("label \"" + name + "\" is given twice");
        }
    }

    public void settleDelay(Duration delay) {
        settleDelay = OptionChecks.checked("settleDelay", delay, Duration.ZERO, LONGEST);
    }

    public void rebalanceDelay(Duration delay) {
        rebalanceDelay = OptionChecks.checked("rebalanceDelay", delay, Duration.ZERO, LONGEST);
    }

    public void maxConcurrentMoves(int most) {
        maxConcurrentMoves = OptionChecks.checked("maxConcurrentMoves", most, 1, Integer.MAX_VALUE);
    }

    public void scopeLimits(int children, long specBytes) {
        if (children < 1 || specBytes < 1) {
            throw new IllegalArgumentException(
                    "scopeLimits is " + children + " children and " + specBytes + " bytes; each must be 1 or more");
        }
        scopeLimits = new ScopeLimits(children, specBytes);
    }

    public void maxConcurrentStarts(int most) {
        maxConcurrentStarts = OptionChecks.checked("maxConcurrentStarts", most, 1, Integer.MAX_VALUE);
    }

    public void quarantine(Duration first) {
        quarantine = OptionChecks.checked("quarantine", first, Duration.ofMillis(1), Duration.ofMinutes(5));
    }

    public void ownership(Ownership kind) {
        ownership = Objects.requireNonNull(kind, "ownership");
    }

    public void onStuckAfterLeaseLost(StuckAction action) {
        onStuckAfterLeaseLost = Objects.requireNonNull(action, "action");
    }

    public void childThreads(ThreadFactory factory) {
        childThreads = Objects.requireNonNull(factory, "factory");
    }

    public void startup(Startup behaviour) {
        startup = Objects.requireNonNull(behaviour, "startup");
    }

    /** Returns the settings of the planner. */
    public PlannerSettings planner() {
        return new PlannerSettings(
                settleDelay,
                rebalanceDelay,
                maxConcurrentMoves,
                PlannerSettings.DEFAULTS.failoverNodes(),
                quarantine,
                PlannerSettings.DEFAULTS.maxQuarantine(),
                PlannerSettings.DEFAULTS.maxLockBytes());
    }

    /**
     * Returns the settings of a supervisor, with a generated node id if none was set.
     *
     * @throws IllegalStateException if the scope is missing
     */
    public SupervisorSettings settings(Timeouts timeouts) {
        return new SupervisorSettings(
                OptionChecks.needed(scope),
                nodeId != null ? nodeId : NodeIds.generate(),
                address != null ? address : NodeIds.hostName(),
                startup,
                timeouts.session(),
                timeouts.connection(),
                timeouts.request(),
                drainTimeout,
                ownership,
                Map.copyOf(labels),
                capacity != null ? capacity : maxChildren,
                maxChildren,
                maxConcurrentStarts,
                onStuckAfterLeaseLost,
                childThreads,
                planner(),
                scopeLimits);
    }

    /**
     * Creates a supervisor that is not started yet.
     *
     * @param settings the settings, see {@link #settings}
     * @param callbacks the user's executor for callbacks; null for threads of Pogo's own
     */
    public Supervisor supervisor(
            SupervisorSettings settings,
            MemberStore store,
            @Nullable Executor callbacks,
            @Nullable Companion companion) {
        return Supervisor.of(
                settings,
                store,
                callbacks,
                Map.copyOf(types),
                listeners,
                new Supervisor.Plan(
                        new Supervisor.Initial(List.copyOf(initialChildren), initialPolicy, List.copyOf(sets)),
                        instruments,
                        companion,
                        closesAtShutdown));
    }
}
