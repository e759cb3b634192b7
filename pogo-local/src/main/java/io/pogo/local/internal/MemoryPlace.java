package io.pogo.local.internal;

import io.pogo.NodeIdInUseException;
import io.pogo.PogoException;
import io.pogo.UnavailableException;
import io.pogo.engine.base.EventLoop;
import io.pogo.engine.format.Json;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.members.Place;
import io.pogo.engine.members.PlannerQueue;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Watch;
import io.pogo.engine.store.Write;
import io.pogo.engine.tree.Owners;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The place of a node in the planner's queue: a numbered ephemeral znode that names the node. Each change of the queue
 * is a reason to read it again, and the queue alone tells which place is this node's: the session belongs to one
 * supervisor, so a place under it that this supervisor has not left is the present one. All on the loop.
 */
final class MemoryPlace implements Place {
    private static final Logger log = LoggerFactory.getLogger(MemoryPlace.class);
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** The longest wait for the end of another node with the same id: no session in memory outlives its node. */
    private static final Duration TWIN_PATIENCE = Duration.ofSeconds(2);

    private final EventLoop loop;
    private final MemorySession session;
    private final String root;
    private final String nodeId;
    private final Set<String> formerPlaces;
    private final Listener listener;
    private final PlannerQueue queue;
    private final Watch changes = this::onEvent;
    private final CompletableFuture<Void> joined = new CompletableFuture<>();
    private volatile @Nullable String path;
    private volatile boolean closed;
    private boolean creating;
    private boolean waitingForTwin;
    private boolean elected;

    MemoryPlace(
            EventLoop loop,
            MemorySession session,
            ScopePaths paths,
            String nodeId,
            Set<String> formerPlaces,
            Listener listener) {
        this.loop = loop;
        this.session = session;
        this.root = paths.planner();
        this.nodeId = nodeId;
        this.formerPlaces = formerPlaces;
        this.listener = listener;
        this.queue = new PlannerQueue(loop, session, root);
    }

    @Override
    public CompletableFuture<Void> join(Duration patience) {
        if (closed) {
            return joined;
        }
        EventLoop.Timer timer = loop.after(
                patience,
                () -> refuse(new UnavailableException(
                        "could not enter the queue " + root + " within " + patience.toMillis() + " ms", null)));
        look();
        return joined.whenComplete((done, failure) -> timer.cancel());
    }

    private void refuse(PogoException why) {
        if (joined.completeExceptionally(why)) {
            close();
        }
    }

    @Override
    public @Nullable String path() {
        return closed || !joined.isDone() ? null : path;
    }

    @Override
    public void verify() {
        look();
    }

    @Override
    public void mayLead() {
        look();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            session.unwatch(root, changes);
            String left = path;
            if (left != null) {
                formerPlaces.add(left);
                remove(left);
            }
        }
    }

    private void onEvent(String changed, Watch.Kind kind) {
        if (kind != Watch.Kind.AWAY) {
            loop.execute(this::look);
        }
    }

    private void look() {
        if (!closed) {
            loop.when(queue.read(changes), this::onQueue);
        }
    }

    private void onQueue(List<PlannerQueue.@Nullable Entry> entries, @Nullable Throwable failure) {
        if (closed) {
            return;
        }
        if (failure != null || entries == null) {
            if (failure != null && !Failures.isLoss(failure)) {
                joined.completeExceptionally(failure);
            }
            return;
        }
        entries.stream().filter(this::isFormer).forEach(left -> remove(left.path()));
        Optional<PlannerQueue.Entry> ours =
                entries.stream().filter(this::isOurs).findFirst();
        path = ours.map(PlannerQueue.Entry::path).orElse(null);
        if (ours.isEmpty()) {
            lead(false);
            create();
            return;
        }
        lead(entries.get(0).equals(ours.get()));
        awaitId(entries, ours.get());
    }

    private boolean isOurs(PlannerQueue.Entry entry) {
        return entry.session() == session.id() && !formerPlaces.contains(entry.path());
    }

    private boolean isFormer(PlannerQueue.Entry entry) {
        return entry.session() == session.id() && formerPlaces.contains(entry.path());
    }

    /** Completes the join if no other place with this node's id stands before its own. */
    private void awaitId(List<PlannerQueue.Entry> entries, PlannerQueue.Entry ours) {
        Optional<PlannerQueue.Entry> first = entries.stream()
                .filter(entry -> entry.nodeId().equals(nodeId) && !formerPlaces.contains(entry.path()))
                .findFirst();
        if (first.filter(ours::equals).isPresent()) {
            joined.complete(null);
        } else if (!waitingForTwin) {
            waitingForTwin = true;
            log.info(
                    "{} node id {} is held by session {}; waiting for that to end",
                    loop.logPrefix(),
                    nodeId,
                    Json.hex(first.map(PlannerQueue.Entry::session).orElse(0L)));
            loop.after(
                    TWIN_PATIENCE,
                    () -> refuse(new NodeIdInUseException(
                            "node id " + nodeId + " is in use by another live member of " + root, null)));
        }
    }

    private void lead(boolean leads) {
        String place = path;
        if (leads && !elected && place != null) {
            elected = true;
            listener.elected(place);
        } else if (!leads && elected) {
            elected = false;
            listener.deposed();
        }
    }

    /** Creates a place; the queue then tells whether that was carried out. */
    private void create() {
        if (creating) {
            return;
        }
        creating = true;
        byte[] name = nodeId.getBytes(StandardCharsets.UTF_8);
        loop.when(session.createNumbered(root + "/" + Owners.LATCH, name), (created, failure) -> {
            creating = false;
            if (created != null && closed) {
                formerPlaces.add(created);
                remove(created);
            } else if (failure == null || Failures.isLoss(failure)) {
                look();
            } else {
                joined.completeExceptionally(failure);
            }
        });
    }

    /** Removes a place that was left; again if the answer is unclear, since it would stand before others. */
    private void remove(String left) {
        loop.when(session.delete(left, Write.ANY_VERSION), (removed, failure) -> {
            if (failure != null && Failures.isUnclear(failure)) {
                loop.after(PAUSE, () -> remove(left));
            }
        });
    }
}
