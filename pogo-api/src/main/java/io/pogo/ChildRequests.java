package io.pogo;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;

/**
 * The requests for children, from any process that is connected to the scope, whichever node runs the child. See
 * {@link ScopeClient}, which inherits them, for threads, time limits and errors.
 *
 * <p>A request is durable when it returns: it outlives the process that made it, and all nodes. Its effects follow
 * shortly after.
 */
public interface ChildRequests {
    /**
     * Stores a child's spec, so that one node of the scope at a time runs the child until it is terminated. The child
     * starts shortly after; {@link ScopeView#whenRunning} waits for it. If an equal spec is stored already, nothing
     * changes: a paused child stays paused, a completed one completed.
     *
     * @param spec the child to run
     * @return the outcome: the spec was stored now, or an equal spec was stored before
     * @throws ChildConflictException if there is a child with that id and another spec; {@link #updateChild} changes
     *     the spec
     * @throws RequestRefusedException if the scope has reached its limit of children or of bytes of specs
     */
    StartOutcome startChild(ChildSpec spec);

    /**
     * The asynchronous form of {@link #startChild}.
     *
     * @param spec the child to run
     * @return a future with the outcome
     */
    CompletableFuture<StartOutcome> startChildAsync(ChildSpec spec);

    /**
     * Starts many children, in few requests to ZooKeeper. Each child is accepted or refused independently of the
     * others.
     *
     * @param specs the children to run; their ids must differ
     * @return the outcome of each, by child id
     * @throws StartChildrenException if some were not accepted; it lists those that were
     * @throws IllegalArgumentException if an id occurs twice
     */
    Map<String, StartOutcome> startChildren(Collection<ChildSpec> specs);

    /**
     * The asynchronous form of {@link #startChildren}.
     *
     * @param specs the children to run; their ids must differ
     * @return a future with the outcomes
     */
    CompletableFuture<Map<String, StartOutcome>> startChildrenAsync(Collection<ChildSpec> specs);

    /**
     * Terminates a child for good, whichever node runs it: when this returns its spec is removed, durably, and its
     * owner stops it shortly after. A child that is started again at once, under the same id, is a new one; it runs
     * when the old one has stopped.
     *
     * @param childId the child
     * @return true if this call terminated it, false if there was no such child
     */
    boolean terminateChild(String childId);

    /**
     * The asynchronous form of {@link #terminateChild}.
     *
     * @param childId the child
     * @return a future with the outcome
     */
    CompletableFuture<Boolean> terminateChildAsync(String childId);

    /**
     * Terminates many children for good, in few requests to ZooKeeper.
     *
     * @param childIds the children
     * @return the number of them that existed
     */
    int terminateChildren(Collection<String> childIds);

    /**
     * The asynchronous form of {@link #terminateChildren}.
     *
     * @param childIds the children
     * @return a future with the number of them that existed
     */
    CompletableFuture<Integer> terminateChildrenAsync(Collection<String> childIds);

    /**
     * Restarts a child: a running child is stopped and started again, once, on its node; a failed child is tried again
     * at once, with its failures forgotten; a completed child runs once more.
     *
     * @param childId the child
     * @throws ChildNotFoundException if there is no such child
     * @throws RequestRefusedException if the child is temporary, which is run once, or paused, which
     *     {@link #resumeChild} runs
     */
    void restartChild(String childId);

    /**
     * The asynchronous form of {@link #restartChild}.
     *
     * @param childId the child
     * @return a future that completes when the restart was requested, durably
     */
    CompletableFuture<Void> restartChildAsync(String childId);

    /**
     * Stops a child and keeps it stopped until {@link #resumeChild}, even if all nodes are restarted. The child keeps
     * its spec and its checkpoint, and holds no lock. Pausing a paused child changes nothing.
     *
     * @param childId the child
     * @throws ChildNotFoundException if there is no such child
     * @throws RequestRefusedException if the child is temporary, which is run once, or has completed
     */
    void pauseChild(String childId);

    /**
     * The asynchronous form of {@link #pauseChild}.
     *
     * @param childId the child
     * @return a future that completes when the pause was requested, durably
     */
    CompletableFuture<Void> pauseChildAsync(String childId);

    /**
     * Runs a paused child again, on the node that suits it best now. Its revision rises. A child that is not paused is
     * not changed.
     *
     * @param childId the child
     * @throws ChildNotFoundException if there is no such child
     */
    void resumeChild(String childId);

    /**
     * The asynchronous form of {@link #resumeChild}.
     *
     * @param childId the child
     * @return a future that completes when the resumption was requested, durably
     */
    CompletableFuture<Void> resumeChildAsync(String childId);

    /**
     * Replaces the spec of a child: its arguments, type or policy. A running child is stopped and started again, once,
     * with the new spec, on its node unless that node may no longer run it. A paused or completed child stays so. A
     * spec that equals the present one changes nothing.
     *
     * <pre>{@code
     * ChildInfo child = client.findChild("feed-7").orElseThrow();
     * client.updateChild(newSpec, child.revision());
     * }</pre>
     *
     * @param spec the new spec of the child with its id
     * @param expectedRevision the revision that the caller has seen, see {@link ChildInfo#revision}
     * @return the child's revision from now on
     * @throws StaleRevisionException if the child has another revision: another update was first
     * @throws ChildNotFoundException if there is no such child
     * @throws RequestRefusedException if it is a temporary child that has begun its one run, or would become or cease
     *     to be temporary
     */
    int updateChild(ChildSpec spec, int expectedRevision);

    /**
     * The asynchronous form of {@link #updateChild}.
     *
     * @param spec the new spec of the child with its id
     * @param expectedRevision the revision that the caller has seen
     * @return a future with the child's revision from now on
     */
    CompletableFuture<Integer> updateChildAsync(ChildSpec spec, int expectedRevision);

    /**
     * Moves a child to a node and keeps it there, until {@link #unpinChild} or until that node dies or leaves, even if
     * it comes back. The child is stopped on its present node before it starts on the new one.
     *
     * @param childId the child
     * @param nodeId a member of the scope
     * @throws ChildNotFoundException if there is no such child
     * @throws NodeNotFoundException if the scope has no such member
     * @throws RequestRefusedException if that member may not run the child; the message says why
     */
    void moveChild(String childId, String nodeId);

    /**
     * The asynchronous form of {@link #moveChild}.
     *
     * @param childId the child
     * @param nodeId a member of the scope
     * @return a future that completes when the move was requested, durably
     */
    CompletableFuture<Void> moveChildAsync(String childId, String nodeId);

    /**
     * Removes the pin that {@link #moveChild} has set: the child stays where it is, and may be moved again. A child
     * that is not pinned is not changed.
     *
     * @param childId the child
     * @throws ChildNotFoundException if there is no such child
     */
    void unpinChild(String childId);

    /**
     * The asynchronous form of {@link #unpinChild}.
     *
     * @param childId the child
     * @return a future that completes when the pin is removed, durably
     */
    CompletableFuture<Void> unpinChildAsync(String childId);

    /**
     * Brings the scope in line with a declared set: starts the children that it lacks, replaces the specs that differ,
     * terminates the children that this set had and no longer has, and leaves all others alone. Children outside the
     * set are never touched.
     *
     * <pre>{@code
     * SetOutcome outcome = supervisor.declare(ChildSet.named("feeds").version(20261130_1).of(specs));
     * }</pre>
     *
     * When this returns the set is as declared, durably. The highest version counts: a lower one changes nothing, and
     * its outcome is {@link SetOutcome.Status#SUPERSEDED}; the stored one with the same content changes nothing either.
     * So all instances of an application may declare their list whenever they start. A declaration that was cut short,
     * even by the death of this process, is completed by the next one with the same version, or replaced by one with a
     * higher version.
     *
     * <p>A child of a set may be updated or terminated by hand like any other; the next declaration with a higher
     * version corrects that. A transient or temporary child whose work is done is not run again unless its spec is
     * changed. Each of the requests to ZooKeeper may take the builder's request timeout; a set of 10,000 children needs
     * about as long as {@link #startChildren} when it is first declared, and a few requests when little has changed.
     *
     * @param set the set
     * @return what was added, changed, removed and kept
     * @throws ChildConflictException if a child of the list exists outside the set, and the set is not {@linkplain
     *     ChildSet#adopting adopting}. Nothing was changed, unless that child was started during the declaration
     * @throws RequestRefusedException if the stored set has the same version and other content, if a spec cannot be
     *     replaced, or if the scope has reached its limit of children; the message says what to do. Nothing was
     *     changed, unless the message says so
     * @throws IndeterminateException if the connection was lost for longer than the request timeout; the set may be
     *     incomplete until it is declared again
     */
    SetOutcome declare(ChildSet set);

    /**
     * The asynchronous form of {@link #declare}.
     *
     * @param set the set
     * @return a future with the outcome
     */
    CompletableFuture<SetOutcome> declareAsync(ChildSet set);

    /**
     * The asynchronous form of {@link #declare} for large sets, with reports of its progress. {@link
     * ScopeView#previewSet} says how many changes there will be.
     *
     * @param set the set
     * @param progress called each time that a part of the set is done, with the number of children that were added,
     *     changed or removed in it; on the client's own threads or the builder's {@code callbackExecutor}, in parallel;
     *     exceptions of the callback are ignored
     * @return a future with the outcome
     */
    CompletableFuture<SetOutcome> declareAsync(ChildSet set, IntConsumer progress);

    /**
     * Withdraws a declared set: terminates its children and forgets its version. A withdrawal that was cut short is
     * completed by the next one. To remove the children and keep the version, so that instances with an older list
     * change nothing, declare an empty list with a higher version instead.
     *
     * @param setName the name of the set
     * @return the children that were terminated, as {@link SetOutcome#removed}; {@link SetOutcome.Status#UNCHANGED} if
     *     there was no such set, {@link SetOutcome.Status#SUPERSEDED} if it was declared again meanwhile
     * @throws IndeterminateException if the connection was lost for longer than the request timeout; the set may be
     *     incomplete until it is withdrawn again
     */
    SetOutcome withdrawSet(String setName);

    /**
     * The asynchronous form of {@link #withdrawSet}.
     *
     * @param setName the name of the set
     * @return a future with the outcome
     */
    CompletableFuture<SetOutcome> withdrawSetAsync(String setName);
}
