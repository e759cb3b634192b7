package io.pogo.engine.planner;

import io.pogo.engine.base.EventLoop;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Watch;
import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.Owners;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The children that were moved to even out the load and are not yet with their new owner. Each is checked when its
 * owners change; nothing is polled. A move whose former owner takes longer to stop the child than the child's {@code
 * shutdown} allows is stuck: it is still followed, but delays no other move.
 */
final class MovesInFlight {
    /**
     * The time that a move takes besides the child's own stop: the wait for the next owner, and the transfer of the
     * lock.
     */
    private static final Duration HANDOVER = Duration.ofSeconds(2);

    private final EventLoop loop;
    private final Session session;
    private final ScopePaths paths;
    private final Runnable onChange;
    private final Map<String, Move> moves = new HashMap<>();
    private final Watch changes = this::onEvent;

    /** A move, with the timer that ends the time that it may take. */
    private static final class Move {
        private final String target;
        private boolean stuck;
        private EventLoop.@Nullable Timer timer;

        Move(String target) {
            this.target = target;
        }

        void end() {
            if (timer != null) {
                timer.cancel();
            }
        }
    }

    MovesInFlight(EventLoop loop, Session session, ScopePaths paths, Runnable onChange) {
        this.loop = loop;
        this.session = session;
        this.paths = paths;
        this.onChange = onChange;
    }

    /** Follows a move of a child that may take {@code shutdown} to stop. */
    void add(String id, String targetNode, Duration shutdown) {
        Move move = new Move(targetNode);
        forget(id);
        moves.put(id, move);
        move.timer = loop.after(shutdown.plus(HANDOVER), () -> {
            move.stuck = true;
            onChange.run();
        });
        look(id);
    }

    /** Forgets a child that is assigned elsewhere, or nowhere, by now. */
    void forget(String id) {
        Move move = moves.remove(id);
        if (move != null) {
            move.end();
            session.unwatch(paths.owner(id), changes);
        }
    }

    /** Forgets all moves. */
    void close() {
        ids().forEach(this::forget);
    }

    /** Returns the node that a moving child is moved to, or an empty string if the child is not moving. */
    String target(String id) {
        Move move = moves.get(id);
        return move == null ? "" : move.target;
    }

    Set<String> ids() {
        return Set.copyOf(moves.keySet());
    }

    /** Returns the children whose former owner has not stopped them in time. */
    Set<String> stuck() {
        return moves.entrySet().stream()
                .filter(move -> move.getValue().stuck)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Checks all moves again after a reconnect. */
    void compare() {
        ids().forEach(this::look);
    }

    private void look(String id) {
        loop.when(Owners.of(session, paths.owner(id), changes), (owner, failure) -> onOwner(id, owner, failure));
    }

    private void onOwner(String id, @Nullable List<Znode> owner, @Nullable Throwable failure) {
        if (failure == null && owner != null && !owner.isEmpty()) {
            String holder = Owners.nodeOf(owner.get(0));
            if (moves.containsKey(id) && holder.equals(target(id))) {
                forget(id);
                onChange.run();
            }
        }
    }

    private void onEvent(String path, Watch.Kind kind) {
        if (kind != Watch.Kind.AWAY) {
            loop.execute(
                    () -> ScopePaths.childId(path).filter(moves::containsKey).ifPresent(this::look));
        }
    }
}
