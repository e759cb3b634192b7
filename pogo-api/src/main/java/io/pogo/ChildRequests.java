package io.pogo;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What can be asked for a child, from any process that is connected to its scope, wherever the child runs. See
 * {@link ScopeClient}, which has them all, for threads, time limits and errors.
 *
 * <p>When a request returns it is durable: it outlives the process that asked, and all nodes. What it leads to happens
 * shortly after.
 */
public interface ChildRequests {
    /**
     * Asks for a child to be run, once, somewhere in the scope, until it is terminated. The child starts shortly after;
     * {@link ScopeView#whenRunning} waits for it. An equal spec that is there already is left as it is: a paused child
     * stays paused, a completed one completed.
     *
     * @param spec what to run
     * @return whether it was stored now or an equal spec was there before
     * @throws ChildConflictException if there is a child with that id and another spec; {@link #updateChild} changes it
     * @throws RequestRefusedException if the scope has as many children, or as many bytes of specs, as it takes
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
     * Ends a child for good, wherever it runs: when this returns its spec is gone, durably, and its owner stops it
     * shortly after. A child that is asked for again at once, under the same id, is a new one; it runs when the old one
     * has stopped.
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
     * Runs a child afresh: one that runs is stopped and started again, once, on its node; one that failed is tried
     * again at once, its failures forgotten; one that has completed runs once more.
     *
     * @param childId the child
     * @throws ChildNotFoundException if there is no such child
     * @throws RequestRefusedException if the child is temporary, which is run once, or paused, which
     *     {@link #resumeChild} runs
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
     * Stops a child and keeps it stopped, over restarts of everything, until {@link #resumeChild}. It keeps its spec
     * and its checkpoint, and holds no lock. Pausing a paused child changes nothing.
     *
     * @param childId the child
     * @throws ChildNotFoundException if there is no such child
     * @throws RequestRefusedException if the child is temporary, which is run once, or has completed
     */
    void pauseChild(String childId);

    /**
     * See {@link #pauseChild}.
     *
     * @param childId the child
     * @return a future that completes when the pause was requested, durably
     */
    CompletableFuture<Void> pauseChildAsync(String childId);

    /**
     * Runs a paused child again, afresh, on whatever node is the best for it now. Its revision rises. A child that is
     * not paused is left alone.
     *
     * @param childId the child
     * @throws ChildNotFoundException if there is no such child
     */
    void resumeChild(String childId);

    /**
     * See {@link #resumeChild}.
     *
     * @param childId the child
     * @return a future that completes when the child is wanted to run again, durably
     */
    CompletableFuture<Void> resumeChildAsync(String childId);

    /**
     * Gives a child another spec: other arguments, another type or policy. A child that runs is stopped and started
     * again, once, with the new spec, on its node unless that may not run it any more. A paused or completed child
     * stays so. A spec that is equal to the present one changes nothing.
     *
     * <pre>{@code
     * ChildInfo child = client.findChild("feed-7").orElseThrow();
     * client.updateChild(newSpec, child.revision());
     * }</pre>
     *
     * @param spec the new spec of the child with its id
     * @param expectedRevision the revision that the caller has seen, {@link ChildInfo#revision}
     * @return the child's revision from now on
     * @throws StaleRevisionException if the child has another revision: somebody else was first
     * @throws ChildNotFoundException if there is no such child
     * @throws RequestRefusedException if it is a temporary child that has begun its one run, or would become or cease
     *     to be temporary
     */
    int updateChild(ChildSpec spec, int expectedRevision);

    /**
     * See {@link #updateChild}.
     *
     * @param spec the new spec of the child with its id
     * @param expectedRevision the revision that the caller has seen
     * @return a future with the child's revision from now on
     */
    CompletableFuture<Integer> updateChildAsync(ChildSpec spec, int expectedRevision);

    /**
     * Moves a child to a node and keeps it there, until {@link #unpinChild} or until that node dies or leaves, even if
     * it comes back. The child is stopped where it is before it starts there.
     *
     * @param childId the child
     * @param nodeId a member of the scope
     * @throws ChildNotFoundException if there is no such child
     * @throws NodeNotFoundException if the scope has no such member
     * @throws RequestRefusedException if that member may not run the child; the message says why
     */
    void moveChild(String childId, String nodeId);

    /**
     * See {@link #moveChild}.
     *
     * @param childId the child
     * @param nodeId a member of the scope
     * @return a future that completes when the move was requested, durably
     */
    CompletableFuture<Void> moveChildAsync(String childId, String nodeId);

    /**
     * Takes back what {@link #moveChild} said: the child stays where it is, and may be moved again. One that is not
     * pinned is left alone.
     *
     * @param childId the child
     * @throws ChildNotFoundException if there is no such child
     */
    void unpinChild(String childId);

    /**
     * See {@link #unpinChild}.
     *
     * @param childId the child
     * @return a future that completes when the pin is gone, durably
     */
    CompletableFuture<Void> unpinChildAsync(String childId);
}
