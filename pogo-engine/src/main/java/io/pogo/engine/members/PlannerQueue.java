package io.pogo.engine.members;

import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.NodeIds;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.format.StoredAssignment;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Watch;
import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.Layout;
import io.pogo.engine.tree.Owners;
import io.pogo.engine.tree.Strays;
import io.pogo.engine.tree.TreeReads;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue for the planner's place, read as the list of living members: each member has a znode in it that exists
 * exactly as long as the member's session. Entries never change, so each is read once.
 */
public final class PlannerQueue {
    private static final Logger log = LoggerFactory.getLogger(PlannerQueue.class);

    /**
     * The entry of one member in the queue.
     *
     * @param path the path of its znode
     * @param nodeId the member's node id
     * @param session the session that owns the znode; 0 if it belongs to no member: see {@link Strays}
     * @param czxid the transaction that created the znode
     * @param version the znode's version
     */
    public record Entry(String path, String nodeId, long session, long czxid, int version) {}

    private final EventLoop loop;
    private final Session session;
    private final String root;
    private final Map<String, Entry> known = new HashMap<>();
    private @Nullable String nobody;

    public PlannerQueue(EventLoop loop, Session session, String root) {
        this.loop = loop;
        this.session = session;
        this.root = root;
    }

    /**
     * Returns the members in the order in which they joined the queue; completes on the loop. The numbers in the names
     * have the same order, except for a name that was given by hand: see {@link #removeStrays}.
     */
    public CompletableFuture<List<Entry>> read(@Nullable Watch watcher) {
        return session.listing(root, watcher)
                .thenComposeAsync(
                        listing -> readNew(listing.map(Session.Listing::names).orElse(List.of())), loop);
    }

    private CompletableFuture<List<Entry>> readNew(List<String> names) {
        List<String> sorted =
                names.stream().filter(name -> name.contains(Owners.LATCH)).toList();
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
                                    .sorted(Comparator.comparing(Entry::czxid))
                                    .toList();
                        },
                        loop);
    }

    /**
     * Removes entries that belong to no session or name no node, and entries whose number is lower than that of an
     * earlier one: ZooKeeper assigns rising numbers, so such a name was given by hand. LeaderLatch would take it for a
     * member, and wait for its end. A member that is removed by mistake joins the queue again.
     */
    public void removeStrays() {
        Failures.logUnattended(
                loop.logPrefix(),
                "removing what is no member's from " + root,
                Strays.remove(session, root, loop.logPrefix())
                        .thenComposeAsync(removed -> read(null), loop)
                        .thenCompose(this::removeIntruders));
    }

    /**
     * Removes the first entry if it was first at the last call too, and belongs to nobody: its session has no entry in
     * the directory and no child. A program that copies znodes, or a person, may have created it. A member that is
     * removed by mistake joins the queue again.
     *
     * @param sessions the sessions that have an entry in the directory
     */
    public void removeNobody(ScopePaths paths, Set<Long> sessions) {
        Failures.logUnattended(
                loop.logPrefix(),
                "removing nobody's place from " + root,
                read(null).thenComposeAsync(entries -> removeNobody(paths, sessions, entries), loop));
    }

    private CompletableFuture<Void> removeNobody(ScopePaths paths, Set<Long> sessions, List<Entry> entries) {
        Optional<Entry> unknown = entries.stream()
                .limit(1)
                .filter(entry -> entry.session() != session.id() && !sessions.contains(entry.session()))
                .findFirst();
        String before = nobody;
        nobody = unknown.map(Entry::path).orElse(null);
        if (unknown.isEmpty() || !unknown.get().path().equals(before)) {
            return CompletableFuture.completedFuture(null);
        }
        Entry first = unknown.get();
        return TreeReads.leaves(session, paths.assignments(first.nodeId())).thenCompose(assigned -> {
            boolean hasChildren = assigned.stream()
                    .anyMatch(znode -> StoredAssignment.decode(first.nodeId(), ScopePaths.idOf(znode.path()), znode)
                                    .assignment()
                                    .session()
                            == first.session());
            if (hasChildren) {
                return CompletableFuture.completedFuture(null);
            }
            log.warn("{} {} is the place of no member, and was removed", loop.logPrefix(), first.path());
            return Layout.deleteIfUnchanged(session, first.path(), first.version());
        });
    }

    private CompletableFuture<Void> removeIntruders(List<Entry> entries) {
        List<CompletableFuture<Void>> removals = new ArrayList<>();
        String highest = "";
        for (Entry entry : entries) {
            String number = sequence(entry.path());
            if (number.compareTo(highest) < 0) {
                log.warn("{} {} came later than its number says, and was removed", loop.logPrefix(), entry.path());
                removals.add(Layout.deleteIfUnchanged(session, entry.path(), entry.version()));
            } else {
                highest = number;
            }
        }
        return CompletableFuture.allOf(removals.toArray(CompletableFuture[]::new));
    }

    private void remember(Znode znode) {
        String nodeId = new String(znode.data(), StandardCharsets.UTF_8);
        known.put(
                ScopePaths.lastSegment(znode.path()),
                new Entry(
                        znode.path(),
                        nodeId,
                        Strays.isOurs(znode) ? znode.stamp().owner() : 0,
                        znode.czxid(),
                        znode.version()));
    }

    private static String sequence(String name) {
        return name.substring(name.lastIndexOf('-') + 1);
    }
}
