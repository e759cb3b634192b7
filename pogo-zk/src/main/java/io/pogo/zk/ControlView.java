package io.pogo.zk;

import io.pogo.MemberInfo;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Reads who the members are and what is asked of the scope, when asked. */
final class ControlView {
    private final ScopeAccess access;
    private final ScopePaths paths;
    private final MemberReads reads;

    ControlView(ScopeAccess access, MemberReads reads) {
        this.access = access;
        this.paths = access.paths();
        this.reads = reads;
    }

    CompletableFuture<Boolean> isRebalancingPaused() {
        return access.attempts()
                .run("looking whether rebalancing is paused", (session, repeated) -> isRebalancingPaused(session));
    }

    CompletableFuture<Boolean> isRebalancingPaused(ZkSession session) {
        return session.exists(paths.rebalancingPaused(), null)
                .thenApply(stat -> stat.filter(Znode::isPersistent).isPresent());
    }

    CompletableFuture<List<MemberInfo>> members() {
        return access.attempts().run("the listing of the members", (session, repeated) -> members(session));
    }

    /** Ordered by id. */
    CompletableFuture<List<MemberInfo>> members(ZkSession session) {
        return reads.members(session)
                .thenApply(members -> members.values().stream()
                        .map(MemberData::info)
                        .sorted(Comparator.comparing(MemberInfo::id))
                        .toList());
    }
}
