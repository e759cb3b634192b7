package io.pogo.engine.members;

import io.pogo.NodeNotFoundException;
import io.pogo.core.NodeView;
import io.pogo.core.Suspect;
import io.pogo.engine.base.EventLoop;
import io.pogo.engine.format.MemberData;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.format.StoredSuspects;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.TreeReads;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Reads of the members on request, without a directory that is kept up to date. */
public final class MemberReads {
    private final EventLoop loop;
    private final ScopePaths paths;

    public MemberReads(EventLoop loop, ScopePaths paths) {
        this.loop = loop;
        this.paths = paths;
    }

    /**
     * The members, as they were read.
     *
     * @param directory the readable and the unreadable members, by id; one that is drained has not always announced
     *     that yet
     * @param nodes the living members in the form in which a planner takes them, by id
     * @param changedAt the time of the last write to an entry of the directory, in milliseconds since the epoch
     * @param suspects the nodes that are suspect
     */
    public record Found(
            Map<String, MemberData> directory, Map<String, NodeView> nodes, long changedAt, Set<Suspect> suspects) {}

    /** Returns the readable and the unreadable members, by id. */
    public CompletableFuture<Map<String, MemberData>> members(Session session) {
        return found(session).thenApply(Found::directory);
    }

    /** Returns the living members in the form in which a planner takes them, by id. */
    public CompletableFuture<Map<String, NodeView>> nodes(Session session) {
        return found(session).thenApply(Found::nodes);
    }

    /**
     * Returns a member that lives.
     *
     * @throws NodeNotFoundException if there is no living member with that id
     */
    public static NodeView existing(Map<String, NodeView> nodes, String nodeId, String what) {
        NodeView node = nodes.get(nodeId);
        if (node == null || node.session() == 0) {
            throw new NodeNotFoundException("there is no node \"" + nodeId + "\" that could be " + what
                    + "; the members of the scope are " + nodes.keySet());
        }
        return node;
    }

    public CompletableFuture<Found> found(Session session) {
        CompletableFuture<List<PlannerQueue.Entry>> queue = new PlannerQueue(loop, session, paths.planner()).read(null);
        CompletableFuture<List<Znode>> entries =
                session.children(paths.members()).thenCompose(names -> read(session, names));
        CompletableFuture<Set<String>> drains =
                TreeReads.entries(session, paths.draining()).thenApply(MemberReads::names);
        CompletableFuture<Set<Suspect>> suspects =
                TreeReads.entries(session, paths.suspects()).thenApply(this::suspects);
        return CompletableFuture.allOf(queue, entries, drains, suspects)
                .thenApply(done -> found(queue.join(), entries.join(), drains.join(), suspects.join()));
    }

    private Found found(
            List<PlannerQueue.Entry> queue, List<Znode> entries, Set<String> drains, Set<Suspect> suspects) {
        MemberData.Serializer serializer = new MemberData.Serializer(loop.logPrefix());
        Map<String, MemberData> directory = new TreeMap<>();
        long changedAt = 0;
        Set<Long> sessions = queue.stream().map(PlannerQueue.Entry::session).collect(Collectors.toUnmodifiableSet());
        String planner =
                queue.stream().map(PlannerQueue.Entry::nodeId).findFirst().orElse("");
        for (Znode entry : entries) {
            if (!sessions.contains(entry.stamp().owner())) {
                continue; // no member stands behind it
            }
            MemberData member = serializer.decode(entry.path(), entry.data());
            String id = member.info().id();
            String drain = ScopePaths.lastSegment(paths.drain(id, entry.stamp().owner()));
            MemberData seen =
                    member.seen(id.equals(planner), typesOf(id, entry.stamp().owner(), suspects));
            directory.put(id, drains.contains(drain) ? seen.draining(true) : seen);
            changedAt = Math.max(changedAt, entry.stamp().modifiedMillis());
        }
        Roster roster = new Roster();
        roster.queueIs(queue);
        roster.directoryIs(directory);
        roster.recompute(Map.of(), (id, session) -> false);
        return new Found(directory, roster.nodes(), changedAt, suspects);
    }

    private Set<Suspect> suspects(List<Znode> znodes) {
        return znodes.stream()
                .filter(Znode::isPersistent)
                .flatMap(znode -> StoredSuspects.decode(znode.path(), znode.data(), paths).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> names(List<Znode> drains) {
        return drains.stream()
                .filter(Znode::isPersistent)
                .map(drain -> ScopePaths.lastSegment(drain.path()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> typesOf(String id, long session, Set<Suspect> suspects) {
        return suspects.stream()
                .filter(suspect -> suspect.nodeId().equals(id) && suspect.session() == session)
                .map(Suspect::type)
                .collect(Collectors.toUnmodifiableSet());
    }

    private CompletableFuture<List<Znode>> read(Session session, List<String> names) {
        List<CompletableFuture<Optional<Znode>>> reads =
                names.stream().map(name -> session.read(paths.member(name))).toList();
        return CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new))
                .thenApply(done ->
                        reads.stream().flatMap(read -> read.join().stream()).toList());
    }
}
