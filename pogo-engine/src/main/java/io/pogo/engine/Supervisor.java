package io.pogo.engine;

import io.pogo.ChildFactory;
import io.pogo.ChildInfo;
import io.pogo.ChildSet;
import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.Health;
import io.pogo.InitialChildren;
import io.pogo.MemberInfo;
import io.pogo.Startup;
import io.pogo.SupervisorClosedException;
import io.pogo.SupervisorListener;
import io.pogo.View;
import io.pogo.engine.access.ScopeAccess;
import io.pogo.engine.base.Futures;
import io.pogo.engine.base.SupervisorSettings;
import io.pogo.engine.base.Threads;
import io.pogo.engine.events.Events;
import io.pogo.engine.events.Instruments;
import io.pogo.engine.membership.Companion;
import io.pogo.engine.membership.MemberStore;
import io.pogo.engine.membership.ScopeMembership;
import io.pogo.engine.store.Failures;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The supervisor as its user sees it: all calls of a scope, and a node. */
public final class Supervisor extends ScopeCalls implements DistributedSupervisor {
    private static final Logger log = LoggerFactory.getLogger(Supervisor.class);

    private final SupervisorSettings settings;
    private final ScopeAccess access;
    private final Map<String, ChildInfo> listing;
    private final Events events;
    private final ScopeMembership participation;
    private final InitialRequests initial;
    private final Instruments.Maker instruments;
    private final @Nullable ShutdownHook hook;
    private final AtomicReference<@Nullable CompletableFuture<Void>> started = new AtomicReference<>();

    private Supervisor(
            SupervisorSettings settings,
            ScopeAccess access,
            Events events,
            Map<String, ChildInfo> listing,
            ScopeMembership participation,
            Plan plan) {
        super(access, settings.planner());
        this.settings = settings;
        this.access = access;
        this.events = events;
        this.listing = listing;
        this.participation = participation;
        this.initial = new InitialRequests(this, settings.logPrefix(), plan.initial());
        this.instruments = plan.instruments();
        this.hook = plan.closesAtShutdown() ? new ShutdownHook(settings, this::close) : null;
    }

    /**
     * The options that take effect with the start.
     *
     * @param initial the children to request
     * @param instruments creates the instruments that measure from the start on
     * @param companion the companion to start, if any
     * @param closesAtShutdown whether the end of the JVM closes the supervisor
     */
    public record Plan(
            Initial initial,
            Instruments.Maker instruments,
            @Nullable Companion companion,
            boolean closesAtShutdown) {}

    /**
     * The children that a node requests when it has joined.
     *
     * @param children the initial children
     * @param policy the treatment of an initial child that exists with another spec
     * @param sets the declared sets
     */
    public record Initial(List<ChildSpec> children, InitialChildren policy, List<ChildSet> sets) {}

    /** Creates a supervisor that is not started yet. */
    public static Supervisor of(
            SupervisorSettings settings,
            MemberStore store,
            @Nullable Executor callbacks,
            Map<String, ChildFactory> factories,
            List<SupervisorListener> listeners,
            Plan plan) {
        ScopeAccess access = ScopeAccess.to(settings.scope(), settings.nodeId(), settings.requestTimeout(), callbacks);
        Events events = new Events(settings.nodeId(), settings.logPrefix());
        listeners.forEach(events::add);
        Map<String, ChildInfo> listing = new ConcurrentHashMap<>();
        ScopeMembership participation = new ScopeMembership(settings, store, access, events, factories, listing);
        Companion companion = plan.companion();
        if (companion != null) {
            participation.accompany(companion);
        }
        return new Supervisor(settings, access, events, listing, participation, plan);
    }

    /** Starts the supervisor with the first call; other calls wait for it. */
    @Override
    public void start() {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> first = started.compareAndExchange(null, mine);
        if (first != null) {
            Futures.await(first);
            return;
        }
        try {
            open();
            mine.complete(null);
        } catch (RuntimeException e) {
            mine.completeExceptionally(e);
            throw e;
        }
    }

    /** Joins the scope; on failure everything is closed again. */
    private void open() {
        if (hook != null) {
            hook.add();
        }
        try {
            participation.measure(instruments.make(settings.scope(), settings.nodeId(), listing.values()));
            if (!initial.areNone()) {
                participation.whenAnew(this::askAgainUntilAccepted);
            }
            Futures.await(participation.open());
            askForInitialChildren();
        } catch (RuntimeException e) {
            forgetShutdown();
            try {
                Futures.awaitUninterruptibly(participation.close());
            } catch (RuntimeException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    private void askForInitialChildren() {
        if (initial.areNone()) {
            return;
        }
        if (settings.startup() == Startup.FAIL) {
            Futures.await(initial.make());
        } else {
            Futures.whenDone(participation.joined(), (joined, failure) -> {
                if (failure == null) {
                    askAgainUntilAccepted();
                }
            });
        }
    }

    /**
     * Requests the initial children in the background, until they are accepted. Failures are logged. The requests are
     * made off the loop: the digests of a large set take seconds.
     */
    private void askAgainUntilAccepted() {
        CompletableFuture<Void> requested = CompletableFuture.completedFuture(null)
                .thenComposeAsync(begun -> initial.make(), access.callbacks().work());
        access.loop().when(requested, (made, failure) -> {
            if (failure == null || isClosed(Futures.cause(failure))) {
                return;
            }
            access.loop().after(Failures.UNTIL_MENDED, this::askAgainUntilAccepted);
            log.warn(
                    "{} the initial children or sets were not accepted, they are requested again in {} s: {}",
                    settings.logPrefix(),
                    Failures.UNTIL_MENDED.toSeconds(),
                    Futures.cause(failure).getMessage());
        });
    }

    private static boolean isClosed(Throwable failure) {
        return failure instanceof SupervisorClosedException || failure instanceof RejectedExecutionException;
    }

    @Override
    public String nodeId() {
        return settings.nodeId();
    }

    @Override
    public List<ChildInfo> whichChildren(View view) {
        return view == View.LOCAL ? local() : whichChildren();
    }

    @Override
    public CompletableFuture<List<ChildInfo>> whichChildrenAsync(View view) {
        return view == View.LOCAL ? CompletableFuture.completedFuture(local()) : whichChildrenAsync();
    }

    @Override
    public List<MemberInfo> members() {
        return participation.memberList();
    }

    @Override
    public CompletableFuture<List<MemberInfo>> membersAsync() {
        return CompletableFuture.completedFuture(members());
    }

    @Override
    public void drain() {
        drain(nodeId());
    }

    @Override
    public CompletableFuture<Void> drainAsync() {
        return drainAsync(nodeId());
    }

    @Override
    public void undrain() {
        undrain(nodeId());
    }

    @Override
    public CompletableFuture<Void> undrainAsync() {
        return undrainAsync(nodeId());
    }

    @Override
    public Health health() {
        return participation.health();
    }

    @Override
    public void addListener(SupervisorListener listener) {
        events.add(Objects.requireNonNull(listener, "listener"));
    }

    @Override
    public void removeListener(SupervisorListener listener) {
        events.remove(listener);
    }

    @Override
    public void close() {
        forgetShutdown();
        access.attempts().close();
        CompletableFuture<Void> closed = participation.close();
        if (!Threads.inUserCode()) {
            Futures.awaitUninterruptibly(closed);
        }
    }

    @Override
    public String toString() {
        return "DistributedSupervisor" + settings.logPrefix();
    }

    private void forgetShutdown() {
        if (hook != null) {
            hook.remove();
        }
    }

    private List<ChildInfo> local() {
        return List.copyOf(new TreeMap<>(listing).values());
    }
}
