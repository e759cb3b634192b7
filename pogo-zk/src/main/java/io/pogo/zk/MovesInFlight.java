package io.pogo.zk;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.jspecify.annotations.Nullable;

/**
 * The children that were moved to even out the load and are not yet with their new owner. Each is looked at when its owners
 * change; nothing is polled.
 */
final class MovesInFlight {
    private final EventLoop loop;
    private final ZkSession session;
    private final ScopePaths paths;
    private final Runnable onFinished;
    private final Map<String, String> targets = new HashMap<>();
    private final Watcher changes = this::onEvent;

    MovesInFlight(EventLoop loop, ZkSession session, ScopePaths paths, Runnable onFinished) {
        this.loop = loop;
        this.session = session;
        this.paths = paths;
        this.onFinished = onFinished;
    }

    void add(String id, String targetNode) {
        targets.put(id, targetNode);
        look(id);
    }

    /** The child is assigned elsewhere, or nowhere, by now. */
    void forget(String id) {
        targets.remove(id);
    }

    /** Where a moving child goes. */
    String target(String id) {
        return targets.getOrDefault(id, "");
    }

    Set<String> ids() {
        return Set.copyOf(targets.keySet());
    }

    /** The connection is back. */
    void compare() {
        ids().forEach(this::look);
    }

    private void look(String id) {
        loop.when(Owners.of(session, paths.owner(id), changes), (owner, failure) -> onOwner(id, owner, failure));
    }

    private void onOwner(String id, @Nullable List<Znode> owner, @Nullable Throwable failure) {
        if (failure == null && owner != null && !owner.isEmpty()) {
            String holder = new String(owner.get(0).data(), StandardCharsets.UTF_8);
            if (holder.equals(targets.get(id))) {
                targets.remove(id);
                onFinished.run();
            }
        }
    }

    private void onEvent(WatchedEvent event) {
        String path = event.getPath();
        if (event.getType() != Watcher.Event.EventType.None && path != null) {
            loop.execute(
                    () -> ScopePaths.childId(path).filter(targets::containsKey).ifPresent(this::look));
        }
    }
}
