package io.pogo.zk;

import io.pogo.ChildCounts;
import io.pogo.ChildFactory;
import io.pogo.ChildInfo;
import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.DistributedSupervisor;
import io.pogo.MemberInfo;
import io.pogo.StartOutcome;
import io.pogo.SupervisorListener;
import io.pogo.View;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** A supervisor as its user sees it: hands every call to the part that knows. */
final class Supervisor implements DistributedSupervisor {
    private final SupervisorSettings settings;
    private final Map<String, ChildInfo> listing = new ConcurrentHashMap<>();
    private final Events events;
    private final ScopePaths paths;
    private final Attempts attempts;
    private final Requests requests;
    private final BulkRequests bulk;
    private final Listings listings;
    private final Participation participation;

    Supervisor(
            SupervisorSettings settings,
            ZkClient client,
            Map<String, ChildFactory> factories,
            List<SupervisorListener> listeners) {
        this.settings = settings;
        this.paths = new ScopePaths(settings.scope());
        this.events = new Events(settings.nodeId());
        listeners.forEach(events::add);
        EventLoop loop = new EventLoop(settings.nodeId());
        Connection connection = new Connection(loop, settings.requestTimeout());
        this.attempts = new Attempts(loop, connection, settings.requestTimeout());
        this.participation = new Participation(
                settings,
                client,
                loop,
                connection,
                events,
                paths,
                // Of their own, so that a child's save does not wait in line behind the requests of users.
                new Checkpoints(paths, new Attempts(loop, connection, settings.requestTimeout())),
                factories,
                listing);
        this.requests = new Requests(settings.scope(), paths, attempts);
        this.bulk = new BulkRequests(paths, requests, attempts);
        this.listings = new Listings(paths, attempts, participation::members);
    }

    /** From now on it is measured. Before it is opened. */
    void measure(Instruments.Maker maker) {
        participation.measure(maker.make(settings.scope(), settings.nodeId(), listing.values()));
    }

    /** Joins the scope; on failure nothing is left behind. */
    void open(List<ChildSpec> initialChildren) {
        try {
            Futures.await(participation.open());
            if (!initialChildren.isEmpty()) {
                startChildren(initialChildren);
            }
        } catch (RuntimeException e) {
            try {
                Futures.awaitUninterruptibly(participation.close());
            } catch (RuntimeException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    @Override
    public String scope() {
        return settings.scope();
    }

    @Override
    public String nodeId() {
        return settings.nodeId();
    }

    @Override
    public StartOutcome startChild(ChildSpec spec) {
        return Futures.await(requests.start(Objects.requireNonNull(spec, "spec")));
    }

    @Override
    public CompletableFuture<StartOutcome> startChildAsync(ChildSpec spec) {
        return Futures.expose(requests.start(Objects.requireNonNull(spec, "spec")));
    }

    @Override
    public Map<String, StartOutcome> startChildren(Collection<ChildSpec> specs) {
        return Futures.await(bulk.start(specs));
    }

    @Override
    public CompletableFuture<Map<String, StartOutcome>> startChildrenAsync(Collection<ChildSpec> specs) {
        return Futures.expose(bulk.start(specs));
    }

    @Override
    public boolean terminateChild(String childId) {
        return Futures.await(requests.terminate(valid(childId)));
    }

    @Override
    public CompletableFuture<Boolean> terminateChildAsync(String childId) {
        return Futures.expose(requests.terminate(valid(childId)));
    }

    @Override
    public int terminateChildren(Collection<String> childIds) {
        childIds.forEach(Supervisor::valid);
        return Futures.await(bulk.terminate(childIds));
    }

    @Override
    public CompletableFuture<Integer> terminateChildrenAsync(Collection<String> childIds) {
        childIds.forEach(Supervisor::valid);
        return Futures.expose(bulk.terminate(childIds));
    }

    @Override
    public void restartChild(String childId) {
        Futures.await(requests.restart(valid(childId)));
    }

    @Override
    public CompletableFuture<Void> restartChildAsync(String childId) {
        return Futures.expose(requests.restart(valid(childId)));
    }

    @Override
    public List<ChildInfo> whichChildren(View view) {
        return view == View.LOCAL ? local() : Futures.await(listings.all());
    }

    @Override
    public CompletableFuture<List<ChildInfo>> whichChildrenAsync(View view) {
        return view == View.LOCAL ? CompletableFuture.completedFuture(local()) : Futures.expose(listings.all());
    }

    @Override
    public ChildCounts countChildren() {
        List<ChildInfo> all = whichChildren(View.GLOBAL);
        return new ChildCounts(
                all.size() - count(all, ChildState.STOPPING),
                count(all, ChildState.RUNNING),
                count(all, ChildState.PENDING),
                count(all, ChildState.FAILED));
    }

    @Override
    public Optional<ChildInfo> findChild(String childId) {
        return Futures.await(listings.one(valid(childId)));
    }

    @Override
    public CompletableFuture<Optional<ChildInfo>> findChildAsync(String childId) {
        return Futures.expose(listings.one(valid(childId)));
    }

    @Override
    public CompletableFuture<ChildInfo> whenRunning(String childId) {
        RunWatch watch = new RunWatch(settings.scope(), valid(childId), paths, attempts, listings);
        return Futures.expose(watch.start());
    }

    @Override
    public List<MemberInfo> members() {
        return participation.memberList();
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
        attempts.close();
        CompletableFuture<Void> closed = participation.close();
        if (!Threads.inUserCode()) {
            Futures.awaitUninterruptibly(closed);
        }
    }

    @Override
    public String toString() {
        return "DistributedSupervisor" + settings.logPrefix();
    }

    private List<ChildInfo> local() {
        return List.copyOf(new TreeMap<>(listing).values());
    }

    private static int count(List<ChildInfo> children, ChildState state) {
        return (int) children.stream().filter(child -> child.state() == state).count();
    }

    /** The rules of a child id, without making a spec of it. */
    private static String valid(String childId) {
        return ChildSpec.of(childId, "any").id();
    }
}
