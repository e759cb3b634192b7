package io.pogo;

import java.time.Duration;
import java.util.Map;

/** The identity, arguments and state of one run of a child. All methods may be called from any thread. */
public interface ChildContext {
    /**
     * Returns the id under which the child was started.
     *
     * @return the child's id
     */
    String childId();

    /**
     * Returns the arguments of the spec.
     *
     * @return an immutable map
     */
    Map<String, String> arguments();

    /**
     * Returns the value of a required argument.
     *
     * @param name the argument's name
     * @return the value of the argument
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
     * Returns the value of an optional argument.
     *
     * @param name the argument's name
     * @param fallback the value to return if the spec does not have the argument
     * @return the value of the argument, or the fallback
     */
    default String argument(String name, String fallback) {
        return arguments().getOrDefault(name, fallback);
    }

    /**
     * Returns the id of the node that runs the child.
     *
     * @return the node's id
     */
    String nodeId();

    /**
     * Returns the fencing token: a number that rises with every new owner of this child, over all nodes and for as long
     * as the ZooKeeper ensemble keeps its data. Pass it to the systems that the child writes to, and let them refuse a
     * token lower than the highest that they have seen; nothing else can stop the writes of a process that was frozen
     * past the end of its session. Restarts on the same node may keep the token. See Martin Kleppmann, "How to do
     * distributed locking" (2016).
     *
     * @return the token, above 0
     */
    long fencingToken();

    /**
     * Returns the number of times that this owner has run the child, this run included.
     *
     * @return 1 for the first run under this token
     */
    int incarnation();

    /**
     * Returns the reason why the child is run now.
     *
     * @return the reason
     */
    StartReason startReason();

    /**
     * Returns whether the child has been asked to stop. A child is notified once: as soon as this method or
     * {@link #awaitStop} has returned true on the child's own thread, that stop no longer interrupts the thread, and an
     * interrupt that the child had not noticed is cleared. A child can therefore save its last state undisturbed. A
     * child that does not end is interrupted after three quarters of its {@code shutdown}.
     *
     * @return true from the moment of the request on
     */
    boolean isStopRequested();

    /**
     * Waits for the given time, or until the child is asked to stop. A child that waits here when it is asked to stop
     * gets true and is not interrupted; a child that waits elsewhere is interrupted. See {@link #isStopRequested}.
     *
     * <pre>{@code
     * while (!context.awaitStop(Duration.ofSeconds(1))) {
     *     poll();
     * }
     * context.checkpoint().save(position);
     * }</pre>
     *
     * @param time the longest time to wait; zero or less does not wait
     * @return true if the child has been asked to stop, false if the time has passed
     * @throws InterruptedException if other code has interrupted the thread, or the child was asked to stop and has not
     *     ended for three quarters of its {@code shutdown}; let it propagate
     */
    boolean awaitStop(Duration time) throws InterruptedException;

    /**
     * Returns the data that this child keeps across runs and nodes.
     *
     * @return the child's checkpoint
     */
    Checkpoint checkpoint();
}
