package io.pogo;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * What can be seen of a scope, read from ZooKeeper when it is asked for, from any process that is connected to it. See
 * {@link ScopeClient}, which has it all, for threads, time limits and errors.
 */
public interface ScopeView {
    /**
     * The scope.
     *
     * @return its name
     */
    String scope();

    /**
     * Lists the children of the whole scope, ordered by id: those that are wanted, and those that are still stopping.
     *
     * @return what is known of each
     */
    List<ChildInfo> whichChildren();

    /**
     * See {@link #whichChildren}.
     *
     * @return a future with what is known of each
     */
    CompletableFuture<List<ChildInfo>> whichChildrenAsync();

    /**
     * Counts the children of the scope.
     *
     * @return the counts
     */
    ChildCounts countChildren();

    /**
     * See {@link #countChildren}.
     *
     * @return a future with the counts
     */
    CompletableFuture<ChildCounts> countChildrenAsync();

    /**
     * Looks one child up.
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
     * Looks up what was asked for under an id.
     *
     * @param childId the child
     * @return its spec as it is stored, or empty if there is no such child or its spec cannot be read
     */
    Optional<ChildSpec> findSpec(String childId);

    /**
     * See {@link #findSpec}.
     *
     * @param childId the child
     * @return a future with its spec
     */
    CompletableFuture<Optional<ChildSpec>> findSpecAsync(String childId);

    /**
     * Waits for a child to run, wherever that is. The future completes with the child once it runs; with {@link
     * ChildNotFoundException} if there is no such child or it goes away meanwhile, be it terminated or done; with
     * {@link ChildFailedException} if it failed on several nodes. A child that cannot be placed, or is paused, is
     * waited for; bound the wait with {@link CompletableFuture#orTimeout}. Cancelling the future ends the watch.
     *
     * <p>All waits of a client for one child share its look-ups. A client has 100,000 open waits at most; the future of
     * the next one fails with {@link UnavailableException}.
     *
     * @param childId the child
     * @return a future with the outcome
     */
    CompletableFuture<ChildInfo> whenRunning(String childId);

    /**
     * Says where a child is and why, why not elsewhere, what it waits for, and what happened to it last. All of the
     * scope is read for this: it is for people, not for loops. It supposes the planner to have this process's options,
     * or the defaults.
     *
     * @param childId the child
     * @return the explanation; print it. A child that was terminated is explained until it has ended: one that is stuck
     *     says since when and what that blocks
     * @throws ChildNotFoundException if there is no such child
     */
    ChildExplanation explain(String childId);

    /**
     * See {@link #explain}.
     *
     * @param childId the child
     * @return a future with the explanation
     */
    CompletableFuture<ChildExplanation> explainAsync(String childId);

    /**
     * Returns which children would move where, and which would lose their place, if some members left and others
     * joined. What happens without that too is left out. Nothing is changed.
     *
     * <pre>{@code
     * System.out.println(client.previewPlacement(List.of("node-a"), List.of()));
     * }</pre>
     *
     * @param leaving the ids of members that would leave
     * @param joining members that would join
     * @return the moves, and the children that would lose their place
     * @throws NodeNotFoundException if one that would leave is no member
     */
    PlacementPreview previewPlacement(Collection<String> leaving, Collection<ProspectiveMember> joining);

    /**
     * See {@link #previewPlacement}.
     *
     * @param leaving the ids of members that would leave
     * @param joining members that would join
     * @return a future with the preview
     */
    CompletableFuture<PlacementPreview> previewPlacementAsync(
            Collection<String> leaving, Collection<ProspectiveMember> joining);

    /**
     * The members of the scope, ordered by id.
     *
     * @return the members
     */
    List<MemberInfo> members();

    /**
     * See {@link #members}.
     *
     * @return a future with the members
     */
    CompletableFuture<List<MemberInfo>> membersAsync();

    /**
     * Whether {@link ScopeClient#pauseRebalancing} is in force.
     *
     * @return true while children are not moved to even out the load
     */
    boolean isRebalancingPaused();

    /**
     * See {@link #isRebalancingPaused}.
     *
     * @return a future with the answer
     */
    CompletableFuture<Boolean> isRebalancingPausedAsync();

    /**
     * Tells how the scope stands, and then whenever something of it has changed: the states and owners of its children,
     * its members.
     *
     * <pre>{@code
     * try (ScopeWatch watch = client.watch(update -> update.children().forEach(System.out::println))) {
     *     ...
     * }
     * }</pre>
     *
     * Changes that follow each other fast are told together, about ten times a second at most. A lost connection is
     * told, and when it is back everything is, since nobody knows what was missed. It costs ZooKeeper one watch, and
     * reads of what has changed; while very much changes, readings of the whole scope.
     *
     * @param listener hears of it, on a thread of its own or where the builder's {@code callbackExecutor} runs it, one
     *     update after the other; what it throws is logged
     * @return the watch, to be closed
     * @throws SupervisorClosedException if this client or supervisor is closed
     */
    ScopeWatch watch(Consumer<ScopeUpdate> listener);

    /**
     * Walks the whole scope and finds what does not fit: assignments of dead nodes, locks of children that are not
     * there, znodes that cannot be read. In a scope that has a planner there should be nothing, or only what somebody
     * wrote by hand. What is found must be the same a second later, so that work in progress is not reported.
     *
     * @return what was found, ordered by path; empty if all is well
     */
    List<Finding> check();

    /**
     * See {@link #check}.
     *
     * @return a future with what was found
     */
    CompletableFuture<List<Finding>> checkAsync();
}
