package io.pogo;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A node of a scope: it runs the children that the scope's planner assigns to it, and accepts requests for any child of
 * the scope, whichever node runs it. Get one from {@code ZooKeeperSupervisor.builder()}; close it to leave the scope. A
 * process that only makes requests needs no more than a {@link ScopeClient}.
 *
 * <pre>{@code
 * try (DistributedSupervisor supervisor = ZooKeeperSupervisor.builder()
 *         .connectString("zk1:2181,zk2:2181,zk3:2181")
 *         .scope("my-app")
 *         .childType("service-monitor", context -> new ServiceMonitor(context.argument("ip")))
 *         .start()) {
 *     supervisor.startChild(ChildSpec.of("monitor-10.0.0.1", "service-monitor").withArgument("ip", "10.0.0.1"));
 * }
 * }</pre>
 *
 * For threads, time limits and errors see {@link ScopeClient}.
 */
public interface DistributedSupervisor extends ScopeClient {
    /**
     * Connects and joins the scope. Returns when this node takes children and its initial children are accepted, or at
     * once with {@link Startup#WAIT}. The builder's {@code start()} returns a supervisor that has been started; its
     * {@code build()} returns one that has not, whose requests fail with {@link UnavailableException} until it is. On a
     * supervisor that was started already this method only waits until the start is complete. A supervisor whose start
     * has failed is closed.
     *
     * <pre>{@code
     * DistributedSupervisor supervisor = ZooKeeperSupervisor.builder().scope("my-app").client(client).build();
     * supervisor.start();
     * }</pre>
     *
     * @throws PogoException if the crash companion cannot be started, or ends twice before it is ready
     * @throws NotAuthorizedException if ZooKeeper does not let this identity in
     * @throws UnavailableException if ZooKeeper does not answer within the connection timeout
     * @throws NodeIdInUseException if the node id is another living member's for one and a half session timeouts
     * @throws LayoutException if the scope is laid out by another version, or uses the other kind of lock
     * @throws SupervisorClosedException if it has been closed
     */
    void start();

    /**
     * Returns this node's id.
     *
     * @return the id, unique in the scope
     */
    String nodeId();

    /**
     * Lists children, ordered by id.
     *
     * @param view the children to list: those of this node, or of the whole scope
     * @return the state of each child
     */
    List<ChildInfo> whichChildren(View view);

    /**
     * The asynchronous form of {@link #whichChildren(View)}.
     *
     * @param view the children to list: those of this node, or of the whole scope
     * @return a future with the state of each child
     */
    CompletableFuture<List<ChildInfo>> whichChildrenAsync(View view);

    /**
     * Returns the members of the scope, ordered by id, as this node's directory shows them: answered from memory. While
     * ZooKeeper cannot be reached, these are the members that were known last.
     *
     * @return the members
     */
    @Override
    List<MemberInfo> members();

    /** Drains this node: it gives all its children away and takes none, without leaving; see {@link #drain(String)}. */
    void drain();

    /**
     * The asynchronous form of {@link #drain()}.
     *
     * @return a future that completes when the drain was requested, durably
     */
    CompletableFuture<Void> drainAsync();

    /** Ends the drain of this node, which takes children again; see {@link #undrain(String)}. */
    void undrain();

    /**
     * The asynchronous form of {@link #undrain()}.
     *
     * @return a future that completes when the end of the drain was requested, durably
     */
    CompletableFuture<Void> undrainAsync();

    /**
     * Returns the health of this node. Answered from memory, at once, on any thread.
     *
     * @return a summary
     */
    Health health();

    /**
     * Adds a listener. Adding a listener twice has the same effect as adding it once.
     *
     * @param listener the listener to notify from now on
     */
    void addListener(SupervisorListener listener);

    /**
     * Removes a listener, or does nothing if it was not added.
     *
     * @param listener the listener to remove
     */
    void removeListener(SupervisorListener listener);

    /**
     * Leaves the scope: gives the children away, each stopped here before it starts elsewhere, then ends the membership
     * and, unless the caller supplied it, the ZooKeeper connection. Specs stay: a child that no other node can run
     * starts again with the next node. Blocks until all is done or only stuck children are left, at most for the
     * builder's drain timeout and the longest shutdown time of a child after it; called from a child or a listener it
     * returns at once and continues in the background. A second call waits for the first. No request is accepted from
     * now on, including requests of a child that is stopping; a request that is under way ends as it would.
     *
     * @throws CloseException if a child is stuck
     */
    @Override
    void close();
}
