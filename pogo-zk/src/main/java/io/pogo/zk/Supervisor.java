package io.pogo.zk;

import io.pogo.ChildFactory;
import io.pogo.ChildInfo;
import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.Health;
import io.pogo.MemberInfo;
import io.pogo.SupervisorListener;
import io.pogo.View;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A supervisor as its user sees it: every call of a scope, and a node. */
final class Supervisor extends ScopeCalls implements DistributedSupervisor {
    private final SupervisorSettings settings;
    private final ScopeAccess access;
    private final Map<String, ChildInfo> listing;
    private final Events events;
    private final Participation participation;
    private @Nullable ShutdownHook hook;

    private Supervisor(
            SupervisorSettings settings,
            ScopeAccess access,
            Events events,
            Map<String, ChildInfo> listing,
            Participation participation) {
        super(access, settings.planner());
        this.settings = settings;
        this.access = access;
        this.events = events;
        this.listing = listing;
        this.participation = participation;
    }

    /** Not connected yet. */
    static Supervisor of(
            SupervisorSettings settings,
            ZkClient client,
            Map<String, ChildFactory> factories,
            List<SupervisorListener> listeners) {
        ScopeAccess access = ScopeAccess.to(settings.scope(), settings.nodeId(), settings.requestTimeout());
        Events events = new Events(settings.nodeId());
        listeners.forEach(events::add);
        Map<String, ChildInfo> listing = new ConcurrentHashMap<>();
        return new Supervisor(
                settings,
                access,
                events,
                listing,
                new Participation(settings, client, access, events, factories, listing));
    }

    /** From now on the end of the JVM closes it. */
    void closeAtShutdown() {
        hook = new ShutdownHook(settings, this::close);
        hook.add();
    }

    /** From now on it is measured. Before it is opened. */
    void measure(Instruments.Maker maker) {
        participation.measure(maker.make(settings.scope(), settings.nodeId(), listing.values()));
    }

    /** From now on it has a crash companion. Before it is opened. */
    void accompany(CrashCompanion companion) {
        participation.accompany(companion);
    }

    /** Joins the scope; on failure nothing is left behind. */
    void open(List<ChildSpec> initialChildren) {
        try {
            Futures.await(participation.open());
            if (!initialChildren.isEmpty()) {
                startChildren(initialChildren);
            }
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
