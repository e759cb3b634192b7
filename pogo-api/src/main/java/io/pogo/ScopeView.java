package io.pogo;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The read access to a scope, from any process that is connected to it. The state is read from ZooKeeper when it is
 * requested. See {@link ScopeClient}, which inherits the methods, for threads, time limits and errors.
 */
public interface ScopeView {
    /**
     * Returns the name of the scope.
     *
     * @return the name
     */
    String scope();

    /**
     * Lists the children of the whole scope, ordered by id: those that have a spec, and those that were terminated and
     * are still stopping.
     *
     * @return the state of each child
     */
    List<ChildInfo> whichChildren();

    /**
     * The asynchronous form of {@link #whichChildren}.
     *
     * @return a future with the state of each child
     */
    CompletableFuture<List<ChildInfo>> whichChildrenAsync();

    /**
     * Counts the children of the scope.
     *
     * @return the counts
     */
    ChildCounts countChildren();

    /**
     * The asynchronous form of {@link #countChildren}.
     *
     * @return a future with the counts
     */
    CompletableFuture<ChildCounts> countChildrenAsync();

    /**
     * Looks up one child.
     *
     * @param childId the child
     * @return the child's state, or empty if there is no such child
     */
    Optional<ChildInfo> findChild(String childId);

    /**
     * The asynchronous form of {@link #findChild}.
     *
     * @param childId the child
     * @return a future with the child's state, or empty if there is no such child
     */
    CompletableFuture<Optional<ChildInfo>> findChildAsync(String childId);

    /**
     * Looks up the spec of a child.
     *
     * @param childId the child
     * @return the spec as it is stored, or empty if there is no such child or its spec cannot be read
     */
    Optional<ChildSpec> findSpec(String childId);

    /**
     * The asynchronous form of {@link #findSpec}.
     *
     * @param childId the child
     * @return a future with the spec
     */
    CompletableFuture<Optional<ChildSpec>> findSpecAsync(String childId);

    /**
     * Waits until a child runs, on any node. The future completes with the child once it runs; with
     * {@link ChildNotFoundException} if there is no such child, or if it is terminated or completes meanwhile; with
     * {@link ChildFailedException} if it failed on several nodes. The wait for a child that cannot be placed, or is
     * paused, goes on; limit it with {@link CompletableFuture#orTimeout}. Cancelling the future ends the watch.
     *
     * <p>All waits of a client for one child share its look-ups. A client has at most 100,000 open waits; the future of
     * a further one fails with {@link UnavailableException}.
     *
     * @param childId the child
     * @return a future with the outcome
     */
    CompletableFuture<ChildInfo> whenRunning(String childId);

    /**
     * Explains the placement of a child: the node that has it and why, why it is not on another node, what it waits
     * for, and its latest history. Reads the whole scope: use it for people, not in loops. The explanation assumes that
     * the planner has this process's options, or the defaults.
     *
     * @param childId the child
     * @return the explanation; print it. A child that was terminated is explained until it has ended; for a stuck child
     *     the explanation says since when it is stuck and what that blocks
     * @throws ChildNotFoundException if there is no such child
     */
    ChildExplanation explain(String childId);

    /**
     * The asynchronous form of {@link #explain}.
     *
     * @param childId the child
     * @return a future with the explanation
     */
    CompletableFuture<ChildExplanation> explainAsync(String childId);

    /**
     * Returns the children that would move, and those that would lose their place, if some members left and others
     * joined. Moves that would happen without the change too are left out. Nothing is changed.
     *
     * <pre>{@code
     * System.out.println(client.previewPlacement(List.of("node-a"), List.of()));
     * }</pre>
     *
     * @param leaving the ids of the members that would leave
     * @param joining the members that would join
     * @return the moves, and the children that would lose their place
     * @throws NodeNotFoundException if a node that would leave is no member
     */
    PlacementPreview previewPlacement(Collection<String> leaving, Collection<ProspectiveMember> joining);

    /**
     * The asynchronous form of {@link #previewPlacement}.
     *
     * @param leaving the ids of the members that would leave
     * @param joining the members that would join
     * @return a future with the preview
     */
    CompletableFuture<PlacementPreview> previewPlacementAsync(
            Collection<String> leaving, Collection<ProspectiveMember> joining);

    /**
     * Lists the declared sets of the scope, ordered by name.
     *
     * @return the state of each set
     */
    List<SetInfo> sets();

    /**
     * The asynchronous form of {@link #sets}.
     *
     * @return a future with the state of each set
     */
    CompletableFuture<List<SetInfo>> setsAsync();

    /**
     * Returns what the declaration of a set would change now, and changes nothing.
     *
     * @param set the set
     * @return the outcome that {@link ChildRequests#declare} would have
     * @throws ChildConflictException as the declaration would
     * @throws RequestRefusedException as the declaration would
     */
    SetOutcome previewSet(ChildSet set);

    /**
     * The asynchronous form of {@link #previewSet}.
     *
     * @param set the set
     * @return a future with the outcome that the declaration would have
     */
    CompletableFuture<SetOutcome> previewSetAsync(ChildSet set);

    /**
     * Returns the members of the scope, ordered by id.
     *
     * @return the members
     */
    List<MemberInfo> members();

    /**
     * The asynchronous form of {@link #members}.
     *
     * @return a future with the members
     */
    CompletableFuture<List<MemberInfo>> membersAsync();

    /**
     * Returns whether {@link ScopeClient#pauseRebalancing} is in force.
     *
     * @return true while children are not moved to even out the load
     */
    boolean isRebalancingPaused();

    /**
     * The asynchronous form of {@link #isRebalancingPaused}.
     *
     * @return a future with the answer
     */
    CompletableFuture<Boolean> isRebalancingPausedAsync();

    /**
     * Watches the scope: reports its state, and then every change of the states and owners of its children and of its
     * members.
     *
     * <pre>{@code
     * try (ScopeWatch watch = client.watch(update -> update.children().forEach(System.out::println))) {
     *     ...
     * }
     * }</pre>
     *
     * Changes that follow each other fast are reported together, about ten times a second at most. A lost connection is
     * reported, and when it is back the complete state is, because changes may have been missed. A watch costs
     * ZooKeeper one watch and reads of the changed znodes; while very much changes, it reads the whole scope.
     *
     * @param listener the receiver of the updates, called with one update after the other, on a thread of its own or on
     *     the builder's {@code callbackExecutor}; its exceptions are logged
     * @return the watch, to be closed
     * @throws SupervisorClosedException if this client or supervisor is closed
     */
    ScopeWatch watch(Consumer<ScopeUpdate> listener);

    /**
     * Checks the whole scope for inconsistencies: assignments to dead nodes, locks of children without a spec, znodes
     * that cannot be read. In a scope that has a planner there should be none, except for znodes that were written by
     * hand. A finding is only reported if it is the same a second later, so that work in progress is not reported.
     *
     * @return the findings, ordered by path; empty if there are none
     */
    List<Finding> check();

    /**
     * The asynchronous form of {@link #check}.
     *
     * @return a future with the findings
     */
    CompletableFuture<List<Finding>> checkAsync();
}
