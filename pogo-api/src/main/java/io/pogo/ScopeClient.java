package io.pogo;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A connection to a scope: it accepts requests for the scope's children and nodes, and shows their state. A client is
 * no member: it never runs a child. Get one from {@code ZooKeeperScopeClient.builder()} in a process that only makes
 * requests: a web back end, a script, a console. A process that runs children has a {@link DistributedSupervisor},
 * which is a client too.
 *
 * <pre>{@code
 * try (ScopeClient client = ZooKeeperScopeClient.builder()
 *         .connectString("zk1:2181,zk2:2181,zk3:2181")
 *         .scope("my-app")
 *         .connect()) {
 *     client.pauseChild("monitor-10.0.0.1");
 *     client.whichChildren().forEach(System.out::println);
 * }
 * }</pre>
 *
 * All methods may be called from any thread, also from children and listeners. They block until ZooKeeper has answered,
 * at most for the builder's request timeout, and have an asynchronous form that returns a future; the future fails with
 * the exception that the method would throw, and its callbacks run on the client's own threads, or on the builder's
 * {@code callbackExecutor}. They throw {@link UnavailableException} if nothing was done, {@link IndeterminateException}
 * if the outcome could not be determined, {@link SupervisorClosedException} after {@link #close}. Every request may be
 * repeated safely, except the start of a child that ends by itself, see {@link IndeterminateException}.
 */
public interface ScopeClient extends ChildRequests, ScopeView, AutoCloseable {
    /**
     * Drains a member: it gives all its children away, and takes none, until {@link #undrain} or until it dies or
     * leaves; it comes back undrained. It stays a member. A member that is draining already is not changed. A child
     * that no other member can run is stopped, and pending.
     *
     * @param nodeId a member of the scope
     * @throws NodeNotFoundException if the scope has no such member
     */
    void drain(String nodeId);

    /**
     * The asynchronous form of {@link #drain}.
     *
     * @param nodeId a member of the scope
     * @return a future that completes when the drain was requested, durably
     */
    CompletableFuture<Void> drainAsync(String nodeId);

    /**
     * Ends the drain of a member, which takes children again. A member that is not draining is not changed; a member
     * that is about to leave still leaves. A member that is suspect (see {@link MemberInfo#suspectTypes}) is no longer
     * suspect, and is judged anew.
     *
     * @param nodeId a member of the scope
     * @throws NodeNotFoundException if the scope has no such member
     */
    void undrain(String nodeId);

    /**
     * The asynchronous form of {@link #undrain}.
     *
     * @param nodeId a member of the scope
     * @return a future that completes when the end of the drain was requested, durably
     */
    CompletableFuture<Void> undrainAsync(String nodeId);

    /**
     * Pauses rebalancing, for maintenance: from now on no child of the scope is moved to even out the load, until
     * {@link #resumeRebalancing}. The children of a dead, leaving or draining node are still placed on other nodes, and
     * so are new children. Pausing twice has the same effect as pausing once.
     */
    void pauseRebalancing();

    /**
     * The asynchronous form of {@link #pauseRebalancing}.
     *
     * @return a future that completes when the pause was requested, durably
     */
    CompletableFuture<Void> pauseRebalancingAsync();

    /** Resumes rebalancing: children are moved again to even out the load. */
    void resumeRebalancing();

    /**
     * The asynchronous form of {@link #resumeRebalancing}.
     *
     * @return a future that completes when the end of the pause was requested, durably
     */
    CompletableFuture<Void> resumeRebalancingAsync();

    /**
     * Acknowledges that ZooKeeper has lost the specs of this scope, which resets {@link Health#specsLost}. Not needed
     * if children are started again: a start acknowledges the loss too. Does nothing if none were lost.
     */
    void acknowledgeLostSpecs();

    /**
     * The asynchronous form of {@link #acknowledgeLostSpecs}.
     *
     * @return a future that completes when the loss was acknowledged, durably
     */
    CompletableFuture<Void> acknowledgeLostSpecsAsync();

    /**
     * Removes the znodes that a check has found, as far as that is safe: see {@link Finding#repairable}. The scope is
     * checked again first; a znode that has changed since, or that is no longer repairable, is not removed.
     *
     * @param findings the findings of {@link #check}
     * @return the findings whose znodes were removed
     */
    List<Finding> repair(Collection<Finding> findings);

    /**
     * The asynchronous form of {@link #repair}.
     *
     * @param findings the findings of {@link #check}
     * @return a future with the findings whose znodes were removed
     */
    CompletableFuture<List<Finding>> repairAsync(Collection<Finding> findings);

    /**
     * Ends the connection, unless the caller supplied it. Requests that were made stay in force. A second call does
     * nothing.
     */
    @Override
    void close();
}
