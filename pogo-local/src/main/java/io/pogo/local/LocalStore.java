package io.pogo.local;

import io.pogo.NodeNotFoundException;
import io.pogo.ScopeClient;
import io.pogo.engine.Client;
import io.pogo.engine.access.ScopeAccess;
import io.pogo.engine.base.NodeIds;
import io.pogo.engine.format.ScopePaths;
import io.pogo.local.internal.MemoryServer;
import io.pogo.local.internal.MemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A store in the memory of this JVM, in place of ZooKeeper: nodes that are given the same store share its scopes. It
 * lasts until nothing refers to it any more; it has no thread and needs no close.
 *
 * <pre>{@code
 * LocalStore store = LocalStore.create();
 * try (DistributedSupervisor a = node(store, "node-a").start();
 *         DistributedSupervisor b = node(store, "node-b").start();
 *         ScopeClient client = store.client("my-app")) {
 *     a.startChild(ChildSpec.of("feed-7", "feed"));
 *     String owner = client.whenRunning("feed-7").join().node();
 *     store.expireSession("my-app", owner);
 * }
 * }</pre>
 *
 * <p>Nothing in it is durable, and no other process sees it. Safe to use from any thread.
 */
public final class LocalStore {
    /**
     * The session timeout, the longest there is: no session in memory is silent, and a debugger that stops all threads
     * for a while must not end one.
     */
    static final Duration SESSION_TIMEOUT = Duration.ofHours(1);

    static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(15);
    private static final AtomicInteger CLIENTS = new AtomicInteger();

    private final MemoryServer server = new MemoryServer();

    private LocalStore() {}

    /**
     * Creates an empty store.
     *
     * @return a store without scopes
     */
    public static LocalStore create() {
        return new LocalStore();
    }

    /**
     * Connects a client that steers a scope and runs nothing, as {@code ZooKeeperScopeClient} does.
     *
     * @param scope the scope; a node must have joined it before
     * @return the client, to be closed
     * @throws io.pogo.ScopeNotFoundException if no node has ever joined the scope in this store
     */
    public ScopeClient client(String scope) {
        String name = "client-" + CLIENTS.incrementAndGet();
        ScopeAccess access = ScopeAccess.to(NodeIds.check("scope", scope), name, REQUEST_TIMEOUT, null);
        return Client.connect(access, access(name), name, REQUEST_TIMEOUT);
    }

    /**
     * Ends the session of a node, as when ZooKeeper has not heard of a node for longer than the session timeout: the
     * node stops its children, other nodes take them over, and the node joins again. As with ZooKeeper, no other node
     * starts a child before it has stopped here; a child that does not stop within its shutdown time counts as stuck,
     * and is not waited for. Returns at once. For tests of a takeover.
     *
     * @param scope the scope of the node
     * @param nodeId the id of the node
     * @throws NodeNotFoundException if there is no such member
     */
    public void expireSession(String scope, String nodeId) {
        String entry = new ScopePaths(NodeIds.check("scope", scope)).member(NodeIds.check(nodeId));
        if (!server.cut(server.ownerOf(entry))) {
            throw new NodeNotFoundException("node " + nodeId + " is not a member of scope " + scope + " in this store");
        }
    }

    /**
     * Lists the scopes that there are.
     *
     * @return the names of all scopes that a node has ever joined in this store, in order
     */
    public List<String> scopes() {
        return server.names(ScopePaths.TOP);
    }

    /** Returns the part that all users of this store share, for tests. */
    MemoryServer server() {
        return server;
    }

    MemoryStore access(String name) {
        return new MemoryStore(server, name, SESSION_TIMEOUT);
    }
}
