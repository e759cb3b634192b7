package io.pogo;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A connection to a scope: takes requests for its children and nodes, and shows how they stand. A client is no member:
 * it never runs a child. Get one from {@code ZooKeeperScopeClient.builder()}, in a process that only steers: a web back
 * end, a script, a console. A process that runs children has a {@link DistributedSupervisor}, which is a client too.
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
 * at most for the builder's request timeout, and have a twin that returns a future; a future's failure is what the
 * method would throw, its callbacks run on threads of the client's own, or where its builder's {@code callbackExecutor}
 * runs them. They throw {@link UnavailableException} if nothing was done, {@link IndeterminateException} if that could
 * not be told, {@link SupervisorClosedException} after {@link #close}. Every request may be repeated safely, but for
 * the start of a child that ends by itself, see {@link IndeterminateException}.
 */
public interface ScopeClient extends ChildRequests, ScopeView, AutoCloseable {
    /**
     * Lets a member give all its children away, and take none, until {@link #undrain} or until it dies or leaves: it
     * comes back undrained. It stays a member. A member that is draining already is left as it is. A child that no
     * other member can run is stopped, and pending.
     *
     * @param nodeId a member of the scope
     * @throws NodeNotFoundException if the scope has no such member
     */
    void drain(String nodeId);

    /**
     * See {@link #drain}.
     *
     * @param nodeId a member of the scope
     * @return a future that completes when the drain was requested, durably
     */
    CompletableFuture<Void> drainAsync(String nodeId);

    /**
     * Lets a member take children again. One that is not draining is left as it is; one that is about to leave goes on
     * to. One that is suspect (see {@link MemberInfo#suspectTypes}) is not suspect any more, and is judged anew.
     *
     * @param nodeId a member of the scope
     * @throws NodeNotFoundException if the scope has no such member
     */
    void undrain(String nodeId);

    /**
     * See {@link #undrain}.
     *
     * @param nodeId a member of the scope
     * @return a future that completes when the drain was taken back, durably
     */
    CompletableFuture<Void> undrainAsync(String nodeId);

    /**
     * For a time of maintenance: from now on no child of the scope is moved to even out the load, until
     * {@link #resumeRebalancing}. What a dead, leaving or draining node had is placed all the same, and so are new
     * children. Pausing twice is the same as once.
     */
    void pauseRebalancing();

    /**
     * See {@link #pauseRebalancing}.
     *
     * @return a future that completes when the pause was requested, durably
     */
    CompletableFuture<Void> pauseRebalancingAsync();

    /** Lets children be moved again to even out the load. */
    void resumeRebalancing();

    /**
     * See {@link #resumeRebalancing}.
     *
     * @return a future that completes when the pause was taken back, durably
     */
    CompletableFuture<Void> resumeRebalancingAsync();

    /**
     * Takes note that ZooKeeper has lost the specs of this scope, so that {@link Health#specsLost} says so no more. Not
     * needed if children are started again: that takes note of it too. Does nothing if none were lost.
     */
    void acknowledgeLostSpecs();

    /**
     * See {@link #acknowledgeLostSpecs}.
     *
     * @return a future that completes when it was noted, durably
     */
    CompletableFuture<Void> acknowledgeLostSpecsAsync();

    /**
     * Removes what a check has found, as far as that harms nobody: see {@link Finding#repairable}. The scope is checked
     * again first; what has changed since, or is repairable no more, is left alone.
     *
     * @param findings what {@link #check} has found
     * @return those that were removed
     */
    List<Finding> repair(Collection<Finding> findings);

    /**
     * See {@link #repair}.
     *
     * @param findings what {@link #check} has found
     * @return a future with those that were removed
     */
    CompletableFuture<List<Finding>> repairAsync(Collection<Finding> findings);

    /** Ends the connection, unless the caller brought it. What was asked for goes on. A second call does nothing. */
    @Override
    void close();
}
