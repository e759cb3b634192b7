package io.pogo.engine.membership;

import io.pogo.ChildFactory;
import io.pogo.ChildInfo;
import io.pogo.Health;
import io.pogo.MemberInfo;
import io.pogo.Startup;
import io.pogo.SupervisorClosedException;
import io.pogo.UnavailableException;
import io.pogo.engine.access.Attempts;
import io.pogo.engine.access.Callbacks;
import io.pogo.engine.access.Connection;
import io.pogo.engine.access.ScopeAccess;
import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.Futures;
import io.pogo.engine.base.Moment;
import io.pogo.engine.base.NodeIds;
import io.pogo.engine.base.SupervisorSettings;
import io.pogo.engine.base.Threads;
import io.pogo.engine.base.Words;
import io.pogo.engine.events.Events;
import io.pogo.engine.events.Instruments;
import io.pogo.engine.format.MemberData;
import io.pogo.engine.format.SpecFormat;
import io.pogo.engine.format.StoredStuck;
import io.pogo.engine.members.Directory;
import io.pogo.engine.node.Checkpoints;
import io.pogo.engine.node.StuckLog;
import io.pogo.engine.planner.PlannerRehearsal;
import io.pogo.engine.run.Guard;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Sessions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The participation of this node in the scope over all its sessions: joins with each, and leaves at the end. All on the
 * loop, except opening and closing the client, which block.
 *
 * <p>A node whose session is over joins again only when no child of the earlier stay runs any more, except stuck ones.
 */
public final class ScopeMembership {
    private static final Logger log = LoggerFactory.getLogger(ScopeMembership.class);
    private static final Duration REJOIN_PAUSE = Duration.ofSeconds(1);
    /** The delay after a join before less urgent work: until then the node and its compiler are busy. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private final SupervisorSettings settings;
    private final MemberStore store;
    private final EventLoop loop;
    private final Connection connection;
    private final Callbacks callbacks;
    private final Events events;
    private final Sessions sessions;
    private final Directory directory;
    private final Stay.Site site;
    private final Guard guard;
    private final Arrival arrival;
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    /** The result for callers of {@link #close}; fails when a child is stuck. */
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    /** The end of the participation: completes when everything has ended, including children that were stuck. */
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private final Stays stays = new Stays();
    private final StuckLog stuck;
    private final RareLine trouble;
    private @Nullable Runnable nextStay;
    private @Nullable Departure departure;
    private @Nullable Companion companion;
    private volatile boolean isClosing;
    private boolean isAnew;
    private Runnable onAnew = () -> {};

    public ScopeMembership(
            SupervisorSettings settings,
            MemberStore store,
            ScopeAccess access,
            Events events,
            Map<String, ChildFactory> factories,
            Map<String, ChildInfo> listing) {
        this.settings = settings;
        this.store = store;
        this.loop = access.loop();
        this.connection = access.connection();
        this.callbacks = access.callbacks();
        this.events = events;
        this.directory = new Directory(
                loop,
                events,
                refresh -> store.registry(access.paths(), settings.nodeId(), settings.logPrefix(), refresh),
                settings.logPrefix(),
                new MemberData(
                        settings.member(factories.keySet()), UUID.randomUUID().toString(), SpecFormat.HIGHEST),
                this::onDirectory);
        this.guard = new Guard(settings.nodeId());
        this.arrival = new Arrival(settings, store, () -> loop.execute(this::onArrival));
        this.site = new Stay.Site(
                loop,
                store,
                access.paths(),
                settings,
                directory,
                events,
                factories,
                listing,
                // Of its own, so that a child's save does not wait in line behind its users' requests.
                new Checkpoints(access.paths(), new Attempts(loop, connection, settings.requestTimeout())),
                new HashSet<>(),
                new FormerDrain(loop, access.paths(), settings.nodeId()),
                guard,
                stays::lingers,
                new DataLoss(loop, access.paths(), settings.logPrefix(), () -> isAnew = true),
                this::onChange);
        this.stuck = new StuckLog(
                loop,
                access.paths(),
                NodeIds.ownerName(settings.nodeId(), directory.incarnation()),
                settings.logPrefix(),
                () -> stays.stuck().stream().limit(StoredStuck.MOST).toList());
        this.trouble = new RareLine(log, settings.logPrefix());
        this.sessions = store.sessions(loop, settings.nodeId(), settings.logPrefix(), new SessionEvents());
    }

    /** Sets the instruments that measure this node. Must be called before {@link #open}. */
    public void measure(Instruments instruments) {
        events.measure(instruments);
        loop.measureLag(instruments::lag);
    }

    /**
     * Sets the companion that accompanies this node and is notified of each session. Must be called before {@link
     * #open}.
     */
    public void accompany(Companion atOurSide) {
        companion = atOurSide;
    }

    /** Connects and joins; with {@link Startup#WAIT} only begins to. Fails if the companion does not start. */
    public CompletableFuture<Void> open() {
        if (isClosing) {
            return CompletableFuture.failedFuture(Connection.closedException());
        }
        connection.begin();
        if (settings.startup() == Startup.FAIL) {
            return openNow();
        }
        arrival.begin();
        return companion == null ? CompletableFuture.completedFuture(null) : companion.begin();
    }

    private CompletableFuture<Void> openNow() {
        try {
            store.connect(settings.connectionTimeout());
        } catch (RuntimeException e) {
            opened.completeExceptionally(e);
            return opened;
        }
        guard.open();
        sessions.open();
        CompletableFuture<Void> accompanied =
                companion == null ? CompletableFuture.completedFuture(null) : companion.begin();
        loop.when(accompanied, (ready, failure) -> {
            if (failure != null) {
                opened.completeExceptionally(failure);
            }
        });
        Duration limit = settings.connectionTimeout().plus(Stay.patience(settings.sessionTimeout()));
        loop.after(
                limit,
                () -> opened.completeExceptionally(
                        new UnavailableException("could not join the scope within " + limit.toMillis() + " ms", null)));
        return opened.thenCompose(joined -> accompanied);
    }

    private void onArrival() {
        if (departure == null) {
            guard.open();
            sessions.open();
        }
    }

    /**
     * Sets the callback that is run, on the loop, when this node has joined the scope again and the scope was made anew
     * meanwhile. Must be called before {@link #open}.
     */
    public void whenAnew(Runnable told) {
        onAnew = told;
    }

    /** Returns the future that completes when this node has joined for the first time. */
    public CompletableFuture<Void> joined() {
        return opened;
    }

    /** Leaves the scope; a second call gets the same result. */
    public CompletableFuture<Void> close() {
        isClosing = true;
        loop.execute(this::depart);
        return ended.isDone() ? ended : closed;
    }

    public List<MemberInfo> memberList() {
        return directory.members();
    }

    /** Returns the health of this node; may be called on any thread. */
    public Health health() {
        return NodeHealth.of(
                connection.isConnected(), stays.current(), site.listing().values(), store.isLocal());
    }

    private void onDirectory() {
        Stay stay = stays.current();
        if (stay != null) {
            stay.onDirectory();
        }
    }

    /** Continues after a change of a child on this node, or of the plan. */
    private void onChange() {
        stays.prune();
        stuck.changed();
        if (departure != null) {
            departure.step();
        } else {
            joinIfFree();
        }
    }

    /** Begins the next stay once no child of an earlier one runs; stuck children are excluded from the next one. */
    private void joinIfFree() {
        if (nextStay != null && stays.arePastOver()) {
            Runnable join = nextStay;
            nextStay = null;
            join.run();
        }
    }

    private void join(Session session, Moment proven) {
        Stay joining = new Stay(site, session, sessions::giveUp);
        stays.begin(joining);
        checkTimeout(session);
        loop.when(joining.join(proven), (done, failure) -> onJoined(joining, session, failure));
    }

    private void rehearse() {
        if (departure == null) {
            PlannerRehearsal.begin(settings);
        }
    }

    /**
     * Handles the result of a join. The result of a stay that was replaced by another one is ignored; a lost connection
     * is waited out, also at the start.
     */
    private void onJoined(Stay joined, Session session, @Nullable Throwable failure) {
        if (joined != stays.current() || departure != null) {
            return;
        }
        if (failure == null) {
            stuck.begin(session);
            if (opened.complete(null)) {
                loop.after(SETTLED, this::rehearse);
            }
            if (isAnew) {
                isAnew = false;
                onAnew.run();
            }
            return;
        }
        Throwable cause = Futures.cause(failure);
        if (settings.startup() == Startup.FAIL && !opened.isDone() && !Failures.isLoss(cause)) {
            opened.completeExceptionally(Failures.told("joining the scope", cause));
            return;
        }
        loop.after(REJOIN_PAUSE, () -> {
            if (joined == stays.current() && departure == null) {
                sessions.giveUp("joining failed");
            }
        });
        trouble.say("could not join, and tries on: " + Words.of(cause));
    }

    private void checkTimeout(Session session) {
        long asked = settings.sessionTimeout().toMillis();
        if (store.isOurs() && session.timeout().toMillis() != asked) {
            log.warn(
                    "{} asked for a session timeout of {} ms, ZooKeeper grants {} ms",
                    settings.logPrefix(),
                    asked,
                    session.timeout().toMillis());
        }
    }

    /** Returns the maximum time that each step of leaving may wait for ZooKeeper. */
    private Duration patience() {
        Duration session = settings.sessionTimeout();
        Duration request = settings.requestTimeout();
        return session.compareTo(request) < 0 ? session : request;
    }

    private void depart() {
        if (departure == null) {
            opened.completeExceptionally(new SupervisorClosedException("closed while joining", null));
            departure = new Departure(
                    loop, settings.logPrefix(), stays, directory, connection, store.isOurs(), patience(), this::finish);
            Futures.whenDone(departure.left(), (left, stuck) -> closed.completeExceptionally(Futures.cause(stuck)));
            departure.begin(settings.drainTimeout());
        }
    }

    /** Removes the node's traces from a session that goes on, then ends the connection and the loop. */
    private void finish() {
        CompletableFuture<Void> removed =
                store.isOurs() || !connection.isConnected() ? CompletableFuture.completedFuture(null) : stuck.close();
        Duration limit = patience();
        loop.when(removed.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS), (done, failure) -> end());
    }

    /** Ends the connection and the loop; on a thread of its own, as both wait for other threads. */
    private void end() {
        arrival.close();
        sessions.close();
        guard.close();
        connection.close();
        events.close();
        Threads.run(settings.nodeId(), "close", this::endConnection);
    }

    private void endConnection() {
        try {
            store.close(settings.logPrefix());
            // Not before the session is over: until then its znodes have to be taken away if this JVM dies.
            if (companion != null) {
                companion.close();
            }
            events.instruments().awaitEnd();
        } finally {
            loop.close();
            callbacks.close();
            ended.complete(null);
            closed.complete(null);
        }
        if (opened.isDone() && !opened.isCompletedExceptionally()) {
            log.info("{} has left", settings.logPrefix());
        }
    }

    private final class SessionEvents implements Sessions.Listener {
        @Override
        public void began(Session session, Moment proven) {
            connection.connected(session);
            if (companion != null) {
                companion.tell(session);
            }
            if (departure == null) {
                nextStay = () -> join(session, proven);
                joinIfFree();
            }
        }

        @Override
        public void resumed(Session session) {
            connection.connected(session);
            Stay stay = stays.current();
            if (stay != null) {
                stay.reconnected();
            }
            stuck.resume();
        }

        @Override
        public void suspended() {
            connection.disconnected();
        }

        @Override
        public void ended(String why) {
            connection.disconnected();
            nextStay = null;
            stuck.end();
            Stay ending = stays.current();
            boolean wasMember = ending != null && ending.hasEntered();
            stays.end();
            onChange();
            if (wasMember) {
                log.warn("{} {}: every child stops, and this node joins again", settings.logPrefix(), why);
            }
        }
    }
}
