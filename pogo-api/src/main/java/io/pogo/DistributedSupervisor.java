package io.pogo;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One node of a scope: it runs the children that the scope's planner gives it, and takes requests for any child of the scope,
 * wherever that runs. Get one from {@code ZooKeeperSupervisor.builder()}; close it to leave.
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
 * All methods may be called from any thread, also from children and listeners. Those that talk to ZooKeeper block until it has
 * answered, at most for the builder's request timeout, and have a twin that returns a future; a future's failure is what the
 * method would throw, its callbacks run on the common pool. They throw {@link UnavailableException} if nothing was done, {@link IndeterminateException} if that could
 * not be told, {@link SupervisorClosedException} after {@link #close}.
 */
public interface DistributedSupervisor extends AutoCloseable {
    /**
     * The scope that this node belongs to.
     *
     * @return the scope's name
     */
    String scope();

    /**
     * This node's id.
     *
     * @return the id, unique in the scope
     */
    String nodeId();

    /**
     * Asks for a child to be run, once, somewhere in the scope, until it is terminated. When this returns the request is durable:
     * it outlives this node, and all nodes. The child starts shortly after; {@link #whenRunning} waits for it.
     *
     * @param spec what to run
     * @return whether it was stored now or an equal spec was there before
     * @throws ChildConflictException if there is a child with that id and another spec
     */
    StartOutcome startChild(ChildSpec spec);

    /**
     * See {@link #startChild}.
     *
     * @param spec what to run
     * @return a future with the outcome
     */
    CompletableFuture<StartOutcome> startChildAsync(ChildSpec spec);

    /**
     * Asks for many children at once, in few requests to ZooKeeper. Each is accepted or refused by itself.
     *
     * @param specs what to run; ids must differ
     * @return the outcome of each, by child id
     * @throws StartChildrenException if some were not accepted; it tells which were
     * @throws IllegalArgumentException if an id occurs twice
     */
    Map<String, StartOutcome> startChildren(Collection<ChildSpec> specs);

    /**
     * See {@link #startChildren}.
     *
     * @param specs what to run; ids must differ
     * @return a future with the outcomes
     */
    CompletableFuture<Map<String, StartOutcome>> startChildrenAsync(Collection<ChildSpec> specs);

    /**
     * Ends a child for good, wherever it runs: when this returns its spec is gone, durably, and its owner stops it shortly after.
     * A child that is asked for again at once, under the same id, is a new one; it runs when the old one has stopped.
     *
     * @param childId the child
     * @return true if this ended it, false if there was no such child
     */
    boolean terminateChild(String childId);

    /**
     * See {@link #terminateChild}.
     *
     * @param childId the child
     * @return a future with the outcome
     */
    CompletableFuture<Boolean> terminateChildAsync(String childId);

    /**
     * Ends many children for good, in few requests to ZooKeeper.
     *
     * @param childIds the children
     * @return how many of them were there
     */
    int terminateChildren(Collection<String> childIds);

    /**
     * See {@link #terminateChildren}.
     *
     * @param childIds the children
     * @return a future with the number of those that were there
     */
    CompletableFuture<Integer> terminateChildrenAsync(Collection<String> childIds);

    /**
     * Runs a child afresh: one that runs is stopped and started again, once, on its node; one that failed is tried again at once,
     * its failures forgotten. A temporary child is run once and cannot be restarted.
     *
     * @param childId the child
     * @throws ChildNotFoundException if there is no such child
     */
    void restartChild(String childId);

    /**
     * See {@link #restartChild}.
     *
     * @param childId the child
     * @return a future that completes when the restart was requested, durably
     */
    CompletableFuture<Void> restartChildAsync(String childId);

    /**
     * Lists children, ordered by id.
     *
     * @param view those of this node, or of the whole scope
     * @return what is known of each
     */
    List<ChildInfo> whichChildren(View view);

    /**
     * See {@link #whichChildren}.
     *
     * @param view those of this node, or of the whole scope
     * @return a future with what is known of each
     */
    CompletableFuture<List<ChildInfo>> whichChildrenAsync(View view);

    /**
     * Counts the children of the scope.
     *
     * @return the counts
     */
    ChildCounts countChildren();

    /**
     * Looks one child up, in ZooKeeper.
     *
     * @param childId the child
     * @return what is known of it, or empty if there is no such child
     */
    Optional<ChildInfo> findChild(String childId);

    /**
     * See {@link #findChild}.
     *
     * @param childId the child
     * @return a future with what is known of it
     */
    CompletableFuture<Optional<ChildInfo>> findChildAsync(String childId);

    /**
     * Waits for a child to run, wherever that is. The future completes with the child once it runs; with {@link
     * ChildNotFoundException} if there is no such child or it goes away meanwhile, be it terminated or done; with {@link
     * ChildFailedException} if it failed on several nodes. A child that cannot be placed is waited for; bound the wait with {@link
     * CompletableFuture#orTimeout}. Cancelling the future ends the watch.
     *
     * @param childId the child
     * @return a future with the outcome
     */
    CompletableFuture<ChildInfo> whenRunning(String childId);

    /**
     * The members of the scope, ordered by id, as this node's directory shows them: answered from memory. While ZooKeeper cannot
     * be reached it is the last that was known.
     *
     * @return the members
     */
    List<MemberInfo> members();

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
     * Leaves the scope: gives the children away, each stopped here before it starts elsewhere, then ends the membership and, unless
     * the caller brought it, the ZooKeeper connection. Specs stay: a child that no other node can run starts again with the next
     * node. Blocks until all is done, at most for the builder's drain timeout and the longest shutdown of a child after it; called
     * from a child or a listener it returns at once and goes on in the background. A second call waits for the first. No request is
     * taken from now on, also none of a child that is stopping; one that is under way ends as it would.
     *
     * @throws CloseException if a child is stuck
     */
    @Override
    void close();
}
