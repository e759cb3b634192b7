package io.pogo.zk;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.Watcher;
import org.jspecify.annotations.Nullable;

/**
 * The queue for the planner's place, read as the list of living members: each member stands in it with a znode that lives exactly
 * as long as its session. Entries never change, so each is read once.
 */
final class PlannerQueue {
    /**
     * One member in the queue.
     *
     * @param path its znode
     * @param nodeId its node id
     * @param session the session that it lives by; 0 if it lives by none, and is nobody's: see {@link Strays}
     */
    record Entry(String path, String nodeId, long session) {}

    private final EventLoop loop;
    private final ZkSession session;
    private final String root;
    private final Map<String, Entry> known = new HashMap<>();

    PlannerQueue(EventLoop loop, ZkSession session, String root) {
        this.loop = loop;
        this.session = session;
        this.root = root;
    }

    /** The members in the order in which they stand; completes on the loop. */
    CompletableFuture<List<Entry>> read(@Nullable Watcher watcher) {
        return session.listing(root, watcher)
                .thenComposeAsync(
                        listing -> readNew(listing.map(ZkSession.Listing::names).orElse(List.of())), loop);
    }

    private CompletableFuture<List<Entry>> readNew(List<String> names) {
        List<String> sorted = names.stream()
                .filter(name -> name.contains("latch-"))
                .sorted(Comparator.comparing(PlannerQueue::sequence))
                .toList();
        known.keySet().retainAll(sorted);
        List<CompletableFuture<Optional<Znode>>> reads = new ArrayList<>();
        sorted.stream()
                .filter(name -> !known.containsKey(name))
                .forEach(name -> reads.add(session.read(root + "/" + name)));
        return CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new))
                .thenApplyAsync(
                        all -> {
                            reads.forEach(read -> read.join().ifPresent(this::remember));
                            return sorted.stream()
                                    .filter(known::containsKey)
                                    .map(known::get)
                                    .filter(entry -> entry.session() != 0)
                                    .filter(entry -> NodeIds.isValid(entry.nodeId()))
                                    .toList();
                        },
                        loop);
    }

    /** Removes what belongs to no session: LeaderLatch would take it for a member, and wait for its end. */
    void removeStrays() {
        Failures.logUnattended(
                loop.logPrefix(),
                "removing what belongs to no session from " + root,
                Strays.remove(session, root, loop.logPrefix()));
    }

    private void remember(Znode znode) {
        String nodeId = new String(znode.data(), StandardCharsets.UTF_8);
        known.put(
                ScopePaths.lastSegment(znode.path()),
                new Entry(
                        znode.path(), nodeId, znode.isEphemeral() ? znode.stat().getEphemeralOwner() : 0));
    }

    private static String sequence(String name) {
        return name.substring(name.lastIndexOf('-') + 1);
    }
}
