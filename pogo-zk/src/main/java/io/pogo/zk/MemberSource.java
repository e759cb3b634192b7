package io.pogo.zk;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Says who the members are: a node has its directory in memory, a client that is no member reads it. */
@FunctionalInterface
interface MemberSource {
    /** The readable and the unreadable members, by id. */
    CompletableFuture<Map<String, MemberData>> members(ZkSession session);
}
