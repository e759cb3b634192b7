package io.pogo;

import java.time.Duration;
import java.util.Map;

/** What one run of a child knows about itself. All methods may be called from any thread. */
public interface ChildContext {
    /**
     * The id that the child was asked for with.
     *
     * @return the child's id
     */
    String childId();

    /**
     * The arguments of the spec.
     *
     * @return an immutable map
     */
    Map<String, String> arguments();

    /**
     * One argument that must be there.
     *
     * @param name the argument's name
     * @return its value
     * @throws IllegalArgumentException if the spec has no such argument; the message names the child and the argument
     */
    default String argument(String name) {
        String value = arguments().get(name);
        if (value == null) {
            throw new IllegalArgumentException("child " + childId() + " has no argument \"" + name + "\"; it has "
                    + arguments().keySet());
        }
        return value;
    }

    /**
     * One argument that may be missing.
     *
     * @param name the argument's name
     * @param fallback what to return when the spec does not have it
     * @return its value, or the fallback
     */
    default String argument(String name, String fallback) {
        return arguments().getOrDefault(name, fallback);
    }

    /**
     * The node that runs the child.
     *
     * @return the node's id
     */
    String nodeId();

    /**
     * The fencing token: a number that rises with every new owner of this child, over all nodes and for as long as the
     * ZooKeeper ensemble keeps its data. Hand it to whatever the child writes to, and let that refuse a token lower
     * than the highest it has seen; a process that was frozen past its session can be stopped by nothing else. Restarts
     * on the same node may keep the token. See Martin Kleppmann, "How to do distributed locking" (2016).
     *
     * @return the token, above 0
     */
    long fencingToken();

    /**
     * How many times this owner has run the child, this run included.
     *
     * @return 1 for the first run under this token
     */
    int incarnation();

    /**
     * Why the child is run now.
     *
     * @return the reason
     */
    StartReason startReason();

    /**
     * Returns whether the child has been asked to stop. A child hears of that once: as soon as this or
     * {@link #awaitStop} has returned true on the child's own thread, that stop does not interrupt the thread any more,
     * and an interrupt that it had not noticed is taken back. So a child can save its last state undisturbed. One that
     * does not end is interrupted after three quarters of its {@code shutdown}.
     *
     * @return true from the moment of the request on
     */
    boolean isStopRequested();

    /**
     * Waits, but no longer than until the child is asked to stop. A child that waits here when it is asked to stop gets
     * true, and is not interrupted; what waits elsewhere is interrupted. See {@link #isStopRequested}.
     *
     * <pre>{@code
     * while (!context.awaitStop(Duration.ofSeconds(1))) {
     *     poll();
     * }
     * context.checkpoint().save(position);
     * }</pre>
     *
     * @param time how long to wait; zero or less does not wait
     * @return true if the child has been asked to stop, false if the time has passed
     * @throws InterruptedException if somebody else has interrupted the thread, or the child was asked to stop and has
     *     not ended for three quarters of its {@code shutdown}: let it through
     */
    boolean awaitStop(Duration time) throws InterruptedException;

    /**
     * What this child keeps from run to run and from node to node.
     *
     * @return the child's checkpoint
     */
    Checkpoint checkpoint();
}
