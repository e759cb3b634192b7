package io.pogo.engine.planner;

import io.pogo.core.NodeView;
import io.pogo.core.Suspect;
import io.pogo.engine.base.EventLoop;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.format.StoredSuspects;
import io.pogo.engine.members.PlannerQueue;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.Layout;
import io.pogo.engine.tree.ZnodeTree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The planner's copy of the operators' requests to nodes and to the whole scope, see {@code ControlRequests}. The
 * drains of sessions that are gone are removed. All on the loop.
 */
final class ControlMirror {
    private static final Logger log = LoggerFactory.getLogger(ControlMirror.class);
    private static final int FOLDER_AND_NAME = 2;

    private final EventLoop loop;
    private final Session session;
    private final ScopePaths paths;
    private final PlannerQueue queue;
    private final ZnodeTree<String> tree;
    private boolean sweeping;

    ControlMirror(EventLoop loop, Session session, ScopePaths paths, PlannerQueue queue, Runnable onChange) {
        this.loop = loop;
        this.session = session;
        this.paths = paths;
        this.queue = queue;
        this.tree = new ZnodeTree<>(
                loop, session, paths.control(), FOLDER_AND_NAME, new Text(), new ZnodeTree.Listener<>() {
                    @Override
                    public void changed(String path, @Nullable String before, @Nullable String there) {
                        onChange.run();
                    }

                    @Override
                    public void complete() {
                        onChange.run();
                    }
                });
    }

    /** Decodes the data of a znode, which is used only for suspects. */
    private static final class Text implements ZnodeTree.Decoder<String> {
        @Override
        public String decode(Znode znode) {
            return new String(znode.data(), StandardCharsets.UTF_8);
        }

        @Override
        public String sealed(String path, @Nullable String known) {
            return known == null ? "" : known;
        }
    }

    /** A stay of a node in the scope, under one session. */
    private record Stay(String nodeId, long session) {}

    void compare() {
        sweeping = false;
        tree.compare();
    }

    boolean isComplete() {
        return tree.isComplete();
    }

    void close() {
        tree.close();
    }

    boolean isRebalancingPaused() {
        return tree.get(paths.rebalancingPaused()) != null;
    }

    /** Returns whether the scope is closed to new children. */
    boolean isFull() {
        return tree.get(paths.full()) != null;
    }

    /** Removes the mark that all specs were lost, if it is set. */
    void forgetLoss() {
        if (tree.get(paths.specsLost()) != null) {
            remove(paths.specsLost(), "there are children again");
        }
    }

    /** Returns whether this member, under this session, was ordered to give its children away. */
    boolean isDrained(String nodeId, long under) {
        return tree.get(paths.drain(nodeId, under)) != null;
    }

    /** Returns the stored data of the suspect nodes, by path. */
    Map<String, String> storedSuspects() {
        return tree.values().entrySet().stream()
                .filter(znode -> paths.sessionOfSuspect(znode.getKey()).isPresent())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Returns the suspect nodes, as they are stored. */
    Set<Suspect> suspects() {
        return storedSuspects().entrySet().stream()
                .flatMap(znode ->
                        StoredSuspects.decode(znode.getKey(), znode.getValue().getBytes(StandardCharsets.UTF_8), paths)
                                .stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Removes the drains and suspicions that concern none of these members: their session is over, or goes on under a
     * client that serves other members. A member that has just joined may not be among them yet, so the queue is read
     * again first: a drained member has stood there before.
     */
    void sweep(Map<String, NodeView> nodes) {
        Set<Stay> living = nodes.values().stream()
                .map(node -> new Stay(node.id(), node.session()))
                .collect(Collectors.toSet());
        List<String> orphans = orphans(living);
        if (orphans.isEmpty() || sweeping) {
            return;
        }
        sweeping = true;
        loop.when(queue.read(null), (entries, failure) -> {
            sweeping = false;
            if (failure == null) {
                Set<Stay> queued = Objects.requireNonNull(entries).stream()
                        .map(entry -> new Stay(entry.nodeId(), entry.session()))
                        .collect(Collectors.toSet());
                orphans(queued).stream()
                        .filter(orphans::contains)
                        .forEach(orphan -> remove(orphan, "its node has left"));
            }
        });
    }

    private List<String> orphans(Set<Stay> living) {
        return tree.values().keySet().stream()
                .filter(path -> paths.sessionOfDrain(path)
                        .or(() -> paths.sessionOfSuspect(path))
                        .map(session -> new Stay(ScopePaths.nodeOfStay(path), session))
                        .filter(concerned -> !living.contains(concerned))
                        .isPresent())
                .toList();
    }

    private void remove(String path, String why) {
        log.info("{} {} is removed: {}", loop.logPrefix(), path, why);
        CompletableFuture<Void> removal = session.read(path)
                .thenCompose(found -> found.map(
                                // Not any version: the node may come back, and be drained anew, before this arrives.
                                znode -> Layout.deleteIfUnchanged(session, path, znode.version()))
                        .orElse(CompletableFuture.completedFuture(null)));
        Failures.logUnattended(loop.logPrefix(), "removing " + path, removal);
    }
}
