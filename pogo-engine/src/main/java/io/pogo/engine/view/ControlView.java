package io.pogo.engine.view;

import io.pogo.ChildSet;
import io.pogo.MemberInfo;
import io.pogo.SetInfo;
import io.pogo.engine.access.ScopeAccess;
import io.pogo.engine.format.BadData;
import io.pogo.engine.format.MemberData;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.format.StoredSet;
import io.pogo.engine.members.MemberReads;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Stamp;
import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.TreeReads;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Reads, on request, the members and the operators' requests to the scope. */
public final class ControlView {
    private final ScopeAccess access;
    private final ScopePaths paths;
    private final MemberReads reads;

    public ControlView(ScopeAccess access, MemberReads reads) {
        this.access = access;
        this.paths = access.paths();
        this.reads = reads;
    }

    public CompletableFuture<Boolean> isRebalancingPaused() {
        return access.attempts()
                .run("looking whether rebalancing is paused", (session, repeated) -> isRebalancingPaused(session));
    }

    CompletableFuture<Boolean> isRebalancingPaused(Session session) {
        return session.exists(paths.rebalancingPaused(), null)
                .thenApply(stat -> stat.filter(Stamp::isPersistent).isPresent());
    }

    public CompletableFuture<List<MemberInfo>> members() {
        return access.attempts().run("the listing of the members", (session, repeated) -> members(session));
    }

    /** Reads the members, ordered by id. */
    CompletableFuture<List<MemberInfo>> members(Session session) {
        return reads.members(session)
                .thenApply(members -> members.values().stream()
                        .map(MemberData::info)
                        .sorted(Comparator.comparing(MemberInfo::id))
                        .toList());
    }

    /** Reads the declared sets, ordered by name; one that cannot be read is left out. */
    public CompletableFuture<List<SetInfo>> sets() {
        return access.attempts()
                .run("the listing of the sets", (session, repeated) -> TreeReads.entries(session, paths.sets()))
                .thenApply(found -> found.stream()
                        .filter(Znode::isPersistent)
                        .flatMap(ControlView::set)
                        .sorted(Comparator.comparing(SetInfo::name))
                        .toList());
    }

    private static Stream<SetInfo> set(Znode znode) {
        try {
            String name = ChildSet.checkName(ScopePaths.lastSegment(znode.path()));
            return Stream.of(StoredSet.decode(znode).info(name));
        } catch (BadData | IllegalArgumentException e) {
            return Stream.empty(); // a check reports it
        }
    }
}
