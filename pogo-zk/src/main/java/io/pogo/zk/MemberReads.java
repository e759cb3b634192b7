package io.pogo.zk;

import io.pogo.core.NodeView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Reads who the members are, when asked. */
final class MemberReads implements MemberSource {
    private final EventLoop loop;
    private final ScopePaths paths;

    MemberReads(EventLoop loop, ScopePaths paths) {
        this.loop = loop;
        this.paths = paths;
    }

    @Override
    public CompletableFuture<Map<String, MemberData>> members(ZkSession session) {
        return session.children(paths.members()).thenCompose(names -> read(session, names));
    }

    /** The living members as a planner sees them. */
    CompletableFuture<Map<String, NodeView>> nodes(ZkSession session) {
        return queue(session).thenCombine(members(session), (queue, members) -> {
            Roster roster = new Roster();
            roster.queueIs(queue);
            roster.directoryIs(members);
            roster.recompute(Map.of());
            return roster.nodes();
        });
    }

    private CompletableFuture<List<PlannerQueue.Entry>> queue(ZkSession session) {
        return new PlannerQueue(loop, session, paths.planner()).read(null);
    }

    private CompletableFuture<Map<String, MemberData>> read(ZkSession session, List<String> names) {
        MemberData.Serializer serializer = new MemberData.Serializer();
        List<CompletableFuture<Optional<Znode>>> reads =
                names.stream().map(name -> session.read(paths.member(name))).toList();
        return CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new)).thenApply(done -> {
            Map<String, MemberData> members = new TreeMap<>();
            for (CompletableFuture<Optional<Znode>> read : reads) {
                read.join()
                        .map(znode -> serializer.deserialize(znode.data()).getPayload())
                        .ifPresent(member -> members.put(member.info().id(), member));
            }
            return members;
        });
    }
}
