package io.pogo.engine.view;

import io.pogo.ChildInfo;
import io.pogo.MemberInfo;
import io.pogo.ScopeUpdate;
import io.pogo.ScopeWatch;
import io.pogo.engine.access.Callbacks;
import io.pogo.engine.access.Connection;
import io.pogo.engine.access.ScopeAccess;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Watch;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports the state of a scope and its changes. All on the loop, except the listener.
 *
 * <p>One persistent recursive watch reports which child to read again. If many have changed the whole scope is listed
 * and compared with what was reported, and after a lost connection in any case. There is one read at a time, including
 * the listener's time, followed by a pause as long as the read took: so at most half of the time is spent on reading,
 * however much changes.
 */
public final class ScopeFeed implements Watch, ScopeWatch {
    private static final Logger log = LoggerFactory.getLogger(ScopeFeed.class);
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** The maximum number of changed children that are read one by one. */
    private static final int FEW = 20;

    private final ScopeAccess access;
    private final Listings listings;
    private final ControlView control;
    private final Consumer<ScopeUpdate> listener;
    private final Callbacks.Listening listening;
    private final Map<String, ChildInfo> told = new TreeMap<>();
    private final Set<String> stale = new HashSet<>();
    private Standing standing = new Standing(List.of(), false);
    private CompletableFuture<Void> tellings = CompletableFuture.completedFuture(null);
    private volatile @Nullable Session asked;
    private volatile @Nullable Session watching;
    private boolean restart = true;
    private boolean wide;
    private boolean busy;
    private boolean away;
    private volatile boolean closed;

    /** The reported state of the scope besides its children. */
    private record Standing(List<MemberInfo> members, boolean rebalancingPaused) {}

    /**
     * The result of a read: children by id, including those that are gone; the standing only if everything was read.
     */
    private record Seen(Map<String, Optional<ChildInfo>> children, Optional<Standing> standing) {}

    private ScopeFeed(ScopeAccess access, Listings listings, ControlView control, Consumer<ScopeUpdate> listener) {
        this.access = access;
        this.listings = listings;
        this.control = control;
        this.listener = listener;
        this.listening = access.callbacks().listening();
    }

    public static ScopeFeed start(
            ScopeAccess access, Listings listings, ControlView control, Consumer<ScopeUpdate> listener) {
        if (access.attempts().isClosed()) {
            throw Connection.closedException();
        }
        ScopeFeed feed = new ScopeFeed(access, listings, control, listener);
        access.loop().execute(feed::lookOn);
        return feed;
    }

    @Override
    public void close() {
        access.loop().execute(() -> {
            closed = true;
            listening.close();
            Session session = asked;
            if (session != null) {
                session.unwatch(access.paths().root(), this);
            }
        });
    }

    @Override
    public void changed(String path, Watch.Kind kind) {
        if (kind != Watch.Kind.AWAY) {
            access.loop().execute(() -> onChange(path));
        } else {
            access.loop().execute(this::onAway);
        }
    }

    private void onChange(String path) {
        Optional<String> child = access.paths().childOf(path);
        child.ifPresent(stale::add);
        wide |= child.isEmpty() && !path.startsWith(access.paths().checkpoints());
        lookOn();
    }

    private void onAway() {
        restart = true;
        if (!away && !closed) {
            away = true;
            tell(new ScopeUpdate(ScopeUpdate.Kind.DISCONNECTED, List.of(), Set.of(), List.of(), false));
        }
        lookOn();
    }

    private void lookOn() {
        if (!closed && !busy && (restart || wide || !stale.isEmpty())) {
            busy = true;
            look();
        }
    }

    private void look() {
        boolean fromScratch = restart;
        boolean all = restart || wide || stale.size() > FEW;
        Set<String> ids = new HashSet<>(stale);
        stale.clear();
        restart = false;
        wide = false;
        long begun = System.nanoTime();
        CompletableFuture<Seen> seen = access.attempts()
                .run(
                        "the watch of scope " + access.scope(),
                        (session, repeated) ->
                                watched(session).thenCompose(done -> all ? everything(session) : some(session, ids)));
        access.loop().when(seen, (found, failure) -> {
            if (found == null || restart) {
                restart = true;
                lookAfter(PAUSE);
            } else {
                tell(found, fromScratch);
                Duration took = Duration.ofNanos(System.nanoTime() - begun);
                access.loop().when(tellings, (done, never) -> lookAfter(took.compareTo(PAUSE) > 0 ? took : PAUSE));
            }
        });
    }

    private void lookAfter(Duration pause) {
        access.loop().after(pause, () -> {
            busy = false;
            lookOn();
        });
    }

    /** Sets the watch before the read: changes after it are reported, earlier ones are read. */
    private CompletableFuture<Void> watched(Session session) {
        if (session == watching) {
            return CompletableFuture.completedFuture(null);
        }
        asked = session;
        CompletableFuture<Void> added = session.watchTree(access.paths().root(), this);
        if (closed) {
            session.unwatch(access.paths().root(), this);
        }
        return added.thenRun(() -> watching = session);
    }

    private CompletableFuture<Seen> everything(Session session) {
        CompletableFuture<List<MemberInfo>> members = control.members(session);
        CompletableFuture<Boolean> paused = control.isRebalancingPaused(session);
        return listings.all(session).thenCombine(members.thenCombine(paused, Standing::new), (children, now) -> {
            Map<String, Optional<ChildInfo>> found = new HashMap<>();
            children.forEach(child -> found.put(child.id(), Optional.of(child)));
            return new Seen(found, Optional.of(now));
        });
    }

    private CompletableFuture<Seen> some(Session session, Set<String> ids) {
        return listings.some(session, ids).thenApply(children -> {
            Map<String, Optional<ChildInfo>> found = new HashMap<>();
            ids.forEach(id -> found.put(id, Optional.empty()));
            children.forEach(child -> found.put(child.id(), Optional.of(child)));
            return new Seen(found, Optional.empty());
        });
    }

    private void tell(Seen seen, boolean fromScratch) {
        boolean sameStanding = seen.standing().map(standing::equals).orElse(true);
        standing = seen.standing().orElse(standing);
        Set<String> gone = new HashSet<>(
                seen.standing().isPresent() ? told.keySet() : seen.children().keySet());
        gone.removeIf(id -> seen.children().getOrDefault(id, Optional.empty()).isPresent() || !told.containsKey(id));
        List<ChildInfo> changed = seen.children().values().stream()
                .flatMap(Optional::stream)
                .filter(child -> fromScratch || !child.equals(told.get(child.id())))
                .sorted(Comparator.comparing(ChildInfo::id))
                .toList();
        gone.forEach(told::remove);
        changed.forEach(child -> told.put(child.id(), child));
        away = false;
        if (fromScratch || !changed.isEmpty() || !gone.isEmpty() || !sameStanding) {
            ScopeUpdate.Kind kind = fromScratch ? ScopeUpdate.Kind.SNAPSHOT : ScopeUpdate.Kind.CHANGE;
            Set<String> news = fromScratch ? Set.of() : gone;
            tell(new ScopeUpdate(kind, changed, news, standing.members(), standing.rebalancingPaused()));
        }
    }

    private void tell(ScopeUpdate update) {
        tellings = tellings.thenRunAsync(() -> hear(update), listening.executor());
    }

    private void hear(ScopeUpdate update) {
        try {
            listener.accept(update);
        } catch (RuntimeException | Error e) {
            log.error("{} a listener of the scope failed", access.loop().logPrefix(), e);
        }
    }
}
