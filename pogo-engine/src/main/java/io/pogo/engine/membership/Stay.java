package io.pogo.engine.membership;

import io.pogo.ChildFactory;
import io.pogo.ChildInfo;
import io.pogo.Ownership;
import io.pogo.StuckAction;
import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.Gate;
import io.pogo.engine.base.Moment;
import io.pogo.engine.base.SupervisorSettings;
import io.pogo.engine.events.Events;
import io.pogo.engine.format.Json;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.lease.Lease;
import io.pogo.engine.lock.ChildLock;
import io.pogo.engine.lock.Claims;
import io.pogo.engine.members.Directory;
import io.pogo.engine.members.Place;
import io.pogo.engine.members.PlannerQueue;
import io.pogo.engine.node.BurstLog;
import io.pogo.engine.node.Checkpoints;
import io.pogo.engine.node.FailureLog;
import io.pogo.engine.node.Node;
import io.pogo.engine.node.NodeServices;
import io.pogo.engine.node.SpecOwner;
import io.pogo.engine.planner.OwnerSweeper;
import io.pogo.engine.planner.PlannerRole;
import io.pogo.engine.run.ChildThreads;
import io.pogo.engine.run.Guard;
import io.pogo.engine.run.GuardedStay;
import io.pogo.engine.run.Halt;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.UnclearAnswer;
import io.pogo.engine.tree.Folders;
import io.pogo.engine.tree.Layout;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A stay of this node in the scope, under one session: from the entry into the queue and the directory to the end of
 * the last child. A new session is a new stay, which takes only the children that the planner then assigns to it. All
 * on the loop.
 */
final class Stay {
    private static final Logger log = LoggerFactory.getLogger(Stay.class);

    /**
     * The maximum time for which a child that starts occupies its place in the start gate: a slower child does not keep
     * others from starting.
     */
    private static final Duration LONGEST_START = Duration.ofSeconds(10);

    /** The objects that outlive one stay. */
    record Site(
            EventLoop loop,
            MemberStore store,
            ScopePaths paths,
            SupervisorSettings settings,
            Directory directory,
            Events events,
            Map<String, ChildFactory> factories,
            Map<String, ChildInfo> listing,
            Checkpoints checkpoints,
            Set<String> formerPlaces,
            FormerDrain formerDrain,
            Guard guard,
            Predicate<String> lingers,
            DataLoss dataLoss,
            Runnable onChange) {}

    private final Site site;
    private final Session session;
    private final Place place;
    private final PlannerQueue queue;
    private final Lease lease;
    private final GuardedStay guarded;
    private final Node node;
    private final ControlSwitch drain;
    private final ControlSwitch rebalancing;
    private final ControlSwitch loss;
    private @Nullable String electedPath;
    private @Nullable PlannerRole planner;
    private volatile boolean rebalancingPaused;
    private volatile boolean specsLost;
    private volatile boolean entered;
    private volatile boolean over;

    Stay(Site site, Session session, Consumer<String> onEnd) {
        this.site = site;
        this.session = session;
        SupervisorSettings settings = site.settings();
        ScopePaths paths = site.paths();
        this.queue = new PlannerQueue(site.loop(), session, paths.planner());
        MemberStore.StayStore store = site.store().begin(site.loop(), session, paths, settings.nodeId());
        this.place = store.place(site.formerPlaces(), new Election());
        this.lease = new Lease(site.loop(), session, place::path, place::verify);
        boolean halts = settings.onStuckAfterLeaseLost() == StuckAction.HALT;
        Runnable halt = () -> Halt.now(settings.logPrefix());
        this.guarded = new GuardedStay(
                lease,
                site.guard().hands(),
                site.guard().teller(),
                halts,
                () -> site.loop().execute(() -> onLeaseEnd(onEnd)),
                halt);
        FailureLog failures = new FailureLog(site.loop(), session, paths, settings.nodeId());
        ChildLock.Factory locks = settings.ownership() == Ownership.CLAIM
                ? new Claims(
                        site.loop(),
                        session,
                        paths,
                        settings.nodeId(),
                        site.directory().incarnation())
                : store.latches();
        NodeServices services = new NodeServices(
                site.loop(),
                settings.scope(),
                settings.nodeId(),
                settings.logPrefix(),
                new ChildThreads(
                        settings.childThreads(), site.loop(), site.guard().hands()),
                guarded,
                site.factories(),
                locks,
                new Gate(site.loop(), settings.maxConcurrentStarts(), LONGEST_START),
                lease::grace,
                new SpecOwner(session, paths),
                site.checkpoints(),
                halts ? halt : () -> {},
                failures,
                site.events(),
                new BurstLog(site.loop(), Level.INFO, settings.logPrefix(), () -> false),
                new BurstLog(site.loop(), Level.WARN, settings.logPrefix(), guarded::isOver),
                new BurstLog(site.loop(), Level.WARN, settings.logPrefix(), () -> false),
                site.listing());
        this.node = new Node(session, paths, services, site.lingers(), this::othersTakeChildren, site.onChange());
        this.drain = new ControlSwitch(
                site.loop(), session, paths.drain(settings.nodeId(), session.id()), this::drainIsOrdered);
        this.rebalancing = new ControlSwitch(
                site.loop(), session, paths.rebalancingPaused(), paused -> rebalancingPaused = paused);
        this.loss = new ControlSwitch(site.loop(), session, paths.specsLost(), lost -> specsLost = lost);
    }

    /** Joins the scope; completes when this node takes children. A lost connection meanwhile is waited out. */
    CompletableFuture<Void> join(Moment proven) {
        lease.begin(proven);
        site.guard().add(guarded);
        site.events().instruments().lease(lease::margin);
        ScopePaths paths = site.paths();
        String folder = paths.assignments(site.settings().nodeId());
        Duration patience = patience(Duration.ofMillis(session.timeout().toMillis()));
        return Layout.ensureForMember(
                        session,
                        paths,
                        site.settings().ownership(),
                        site.store().address())
                .thenComposeAsync(ready -> site.dataLoss().look(session), site.loop())
                .thenComposeAsync(looked -> place.join(patience), site.loop())
                .thenComposeAsync(joined -> removeFormerDrain(), site.loop())
                .thenComposeAsync(joined -> Folders.ensure(session, folder), site.loop())
                .thenComposeAsync(ready -> site.directory().enter(session.id()), site.loop())
                .thenRunAsync(this::enter, site.loop());
    }

    private CompletableFuture<Void> removeFormerDrain() {
        String ours = place.path();
        return ours == null
                ? CompletableFuture.failedFuture(new UnclearAnswer("the place in the planner's queue was lost"))
                : site.formerDrain().removeFor(session, ours);
    }

    /**
     * Returns the maximum time for which the session of a dead node with the same id may block the join: its timeout, a
     * tick, and a reserve.
     */
    static Duration patience(Duration sessionTimeout) {
        return sessionTimeout.multipliedBy(3).dividedBy(2).plusSeconds(1);
    }

    /** Checks everything again after a reconnect with the same session. */
    void reconnected() {
        lease.prove();
        place.verify();
        if (entered) {
            look();
            node.compare();
            if (planner != null) {
                planner.compare();
            }
        }
    }

    private void onLeaseEnd(Consumer<String> onEnd) {
        if (over) {
            // It has left already, and kept the lease for what is stuck.
            node.abandon();
        } else {
            onEnd.accept("the lease is over");
        }
    }

    /** Ends the stay because the session is over, or must be treated as over. */
    void abandon() {
        // First: leaving logs and measures, and either may take long.
        guarded.end();
        node.abandon();
        leave();
    }

    /** Releases the lease and the guard once no child of the stay runs any more. */
    void forget() {
        lease.close();
        site.guard().remove(guarded);
    }

    /** Stops every child here, even those that are still assigned. */
    void stopAll() {
        node.stopAll();
    }

    /**
     * Leaves the queue and stops planning. The children are not touched: stuck ones keep the lease, and with it the
     * guard.
     */
    void leave() {
        over = true;
        site.directory().stayIsOver();
        drain.close();
        rebalancing.close();
        loss.close();
        place.close();
        if (planner != null) {
            endPlanning(planner);
        }
    }

    void onDirectory() {
        if (planner != null) {
            planner.onDirectory();
        } else if (entered && !over) {
            // The planner may be gone, and what stands in its place may be nobody.
            queue.removeStrays();
            place.mayLead();
        }
    }

    /** Returns whether this node is a member; may be called on any thread. */
    boolean hasEntered() {
        return entered && !over;
    }

    /** Returns whether what stands under the node id is this node's: a node that was refused has not got its id. */
    boolean hasItsId() {
        return entered || place.path() != null;
    }

    /**
     * Returns the time for which the children may run without another proof of the session, zero if this node is not a
     * member; may be called on any thread.
     */
    Duration leaseMargin() {
        return hasEntered() ? lease.margin() : Duration.ZERO;
    }

    /** Returns whether rebalancing is paused, as last read; may be called on any thread. */
    boolean isRebalancingPaused() {
        return rebalancingPaused;
    }

    /**
     * Returns whether all specs were lost and the loss was not acknowledged, as last read; may be called on any thread.
     */
    boolean areSpecsLost() {
        return specsLost;
    }

    Node node() {
        return node;
    }

    /** Returns whether nothing is left to give away or to clean up, except stuck children. */
    boolean isDrained() {
        return node.isIdle() && (planner == null || planner.isIdle(!node.isEmpty()));
    }

    /**
     * Removes the traces of this node: its drain, the folder of its assignments, and the lock folders of the children
     * that it has let go and that are no longer wanted. The planner does this too, but the session may go on under a
     * caller's client, and a planner that leaves at the same time may not see the lock disappear.
     */
    CompletableFuture<Void> cleanUp() {
        CompletableFuture<Void> swept = new CompletableFuture<>();
        OwnerSweeper sweeper = new OwnerSweeper(site.loop(), session, site.paths(), () -> swept.complete(null));
        Set<String> letGo = node.letGo();
        letGo.forEach(sweeper::sweep);
        if (letGo.isEmpty()) {
            swept.complete(null);
        }
        return swept.thenCompose(done -> {
            sweeper.close();
            String nodeId = site.settings().nodeId();
            return CompletableFuture.allOf(
                    Folders.removeEmpty(session, site.paths().assignments(nodeId)),
                    Layout.deleteIfUnchanged(session, site.paths().drain(nodeId, session.id()), -1));
        });
    }

    private void drainIsOrdered(boolean isOrdered) {
        node.draining(isOrdered);
        site.directory().drainIsOrdered(isOrdered);
    }

    private boolean othersTakeChildren() {
        return site.directory().members().stream()
                .anyMatch(member -> !member.draining()
                        && !member.id().equals(site.settings().nodeId()));
    }

    private void look() {
        drain.look();
        rebalancing.look();
        loss.look();
    }

    private void enter() {
        if (!over) {
            entered = true;
            log.info("{} joined, session {}", site.settings().logPrefix(), Json.hex(session.id()));
            look();
            node.compare();
            queue.removeStrays();
            plan();
            lookForNobody();
        }
    }

    /** Looks, once in a session timeout, whether the place before this node's belongs to nobody. */
    private void lookForNobody() {
        site.loop().after(session.timeout(), () -> {
            if (!over) {
                if (planner == null) {
                    queue.removeNobody(site.paths(), site.directory().sessions());
                }
                lookForNobody();
            }
        });
    }

    /** Begins to plan as soon as this node is both elected and a member. */
    private void plan() {
        if (electedPath != null && entered && !over && planner == null) {
            log.info("{} is the planner", site.settings().logPrefix());
            site.events().instruments().planner(true);
            planner = new PlannerRole(
                    site.loop(),
                    session,
                    site.paths(),
                    site.directory(),
                    site.settings(),
                    electedPath,
                    site.events(),
                    site.events().instruments()::pending,
                    site.onChange(),
                    () -> new Election().deposed());
            planner.compare();
        }
    }

    private void endPlanning(PlannerRole ending) {
        ending.close();
        planner = null;
        site.events().instruments().planner(false);
    }

    private final class Election implements Place.Listener {
        @Override
        public void elected(String path) {
            electedPath = path;
            plan();
        }

        @Override
        public void deposed() {
            electedPath = null;
            if (planner != null) {
                log.info("{} is not the planner any more", site.settings().logPrefix());
                endPlanning(planner);
            }
        }
    }
}
