package io.pogo.engine.view;

import io.pogo.MemberInfo;
import io.pogo.engine.access.ScopeAccess;
import io.pogo.engine.format.MemberData;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.members.MemberReads;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Stamp;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

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
}
