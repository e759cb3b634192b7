package io.pogo;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One node of a scope: it runs the children that the scope's planner gives it, and takes requests for any child of the
 * scope, wherever that runs. Get one from {@code ZooKeeperSupervisor.builder()}; close it to leave. A process that only
 * steers needs no more than a {@link ScopeClient}.
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
     * once with {@link Startup#WAIT}. What the builder's {@code start()} returns has been started; what its
     * {@code build()} returns has not, and until it is, its requests fail with {@link UnavailableException}. Of a
     * supervisor that was started already this does nothing but wait for that. A supervisor whose start has failed is
     * closed.
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
     * This node's id.
     *
     * @return the id, unique in the scope
     */
    String nodeId();

    /**
     * Lists children, ordered by id.
     *
     * @param view those of this node, or of the whole scope
     * @return what is known of each
     */
    List<ChildInfo> whichChildren(View view);

    /**
     * See {@link #whichChildren(View)}.
     *
     * @param view those of this node, or of the whole scope
     * @return a future with what is known of each
     */
    CompletableFuture<List<ChildInfo>> whichChildrenAsync(View view);

    /**
     * The members of the scope, ordered by id, as this node's directory shows them: answered from memory. While
     * ZooKeeper cannot be reached it is the last that was known.
     *
     * @return the members
     */
    @Override
    List<MemberInfo> members();

    /** Lets this node give all its children away and take none, without leaving; see {@link #drain(String)}. */
    void drain();

    /**
     * See {@link #drain()}.
     *
     * @return a future that completes when the drain was requested, durably
     */
    CompletableFuture<Void> drainAsync();

    /** Lets this node take children again; see {@link #undrain(String)}. */
    void undrain();

    /**
     * See {@link #undrain()}.
     *
     * @return a future that completes when the drain was taken back, durably
     */
    CompletableFuture<Void> undrainAsync();

    /**
     * How this node stands. Answered from memory, at once, on any thread.
     *
     * @return a summary
     */
    Health health();

    /**
     * Adds a listener. Adding one twice is the same as once.
     *
     * @param listener hears from now on
     */
    void addListener(SupervisorListener listener);

    /**
     * Removes a listener, or does nothing if it was not added.
     *
     * @param listener hears no more
     */
    void removeListener(SupervisorListener listener);

    /**
     * Leaves the scope: gives the children away, each stopped here before it starts elsewhere, then ends the membership
     * and, unless the caller brought it, the ZooKeeper connection. Specs stay: a child that no other node can run
     * starts again with the next node. Blocks until all is done or nothing but stuck children is left, at most for the
     * builder's drain timeout and the longest shutdown of a child after it; called from a child or a listener it
     * returns at once and goes on in the background. A second call waits for the first. No request is taken from now
     * on, also none of a child that is stopping; one that is under way ends as it would.
     *
     * @throws CloseException if a child is stuck
     */
    @Override
    void close();
}
