package io.pogo.core;

import io.pogo.ChildState;

/**
 * The phase of a child that is assigned to this node. The rows of {@link ChildLifecycle} lead from one phase to the
 * next.
 */
public enum ChildPhase {
    /** The lock was requested and is not granted yet. Nothing of the child runs. */
    WAITING(ChildState.STARTING),
    /** The lock is held; a temporary child is being marked as started, a transient child is looked up once more. */
    PREPARING(ChildState.STARTING),
    /** The child is to run elsewhere before it has run here; the mark of a temporary one is being taken back. */
    WITHDRAWING(ChildState.STOPPING),
    /** A run has been launched and has not reported yet that it runs. */
    STARTING(ChildState.STARTING),
    /** The child runs. */
    RUNNING(ChildState.RUNNING),
    /** The run has ended, and the child runs again after a pause. The lock is kept. */
    BACKING_OFF(ChildState.RESTARTING),
    /** The child was asked to stop so that it can be started again. The lock is kept. */
    CYCLING(ChildState.RESTARTING),
    /** The child was asked to stop for good. The lock is kept until it has stopped. */
    STOPPING(ChildState.STOPPING),
    /** The child did not stop in time. The lock is kept, so that the child runs nowhere else. */
    STUCK(ChildState.STUCK),
    /** The child's work is done; its spec is being removed, or marked as completed. */
    FINISHING(ChildState.STOPPING),
    /** The child crashed too often; its lock is being released. */
    LETTING_GO(ChildState.FAILED),
    /** The child crashed too often, and waits for the planner to take it away. */
    GIVEN_UP(ChildState.FAILED),
    /** The lock is being released. Nothing of the child runs. */
    RELEASING(ChildState.STOPPING),
    /** The child is gone from this node. */
    GONE(ChildState.PENDING);

    private final ChildState shown;

    ChildPhase(ChildState shown) {
        this.shown = shown;
    }

    /**
     * Returns the state as which a listing shows this phase.
     *
     * @return the public state
     */
    public ChildState shown() {
        return shown;
    }

    /**
     * Returns whether a run of the child may be active in this phase, so that its lock must not be released.
     *
     * @return true while user code may run
     */
    public boolean mayRun() {
        return switch (this) {
            case STARTING, RUNNING, CYCLING, STOPPING, STUCK -> true;
            default -> false;
        };
    }
}
