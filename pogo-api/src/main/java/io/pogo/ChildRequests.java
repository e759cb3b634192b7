package io.pogo;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

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
}
