package io.pogo.core;

import io.pogo.ChildState;

/** Where a child that is assigned to this node stands. The rows of {@link ChildLifecycle} lead from one to the next. */
public enum ChildPhase {
    /** Its lock was asked for and is not ours yet. Nothing of it runs. */
    WAITING(ChildState.STARTING),
    /** The lock is ours; a temporary child is being marked as started, a transient one looked up once more. */
    PREPARING(ChildState.STARTING),
    /** Its run has been launched and has not reported that it runs. */
    STARTING(ChildState.STARTING),
    /** It runs. */
    RUNNING(ChildState.RUNNING),
    /** It has ended, and runs again after a pause. The lock is kept. */
    BACKING_OFF(ChildState.RESTARTING),
    /** It was asked to stop so that it can be run afresh. The lock is kept. */
    CYCLING(ChildState.RESTARTING),
    /** It was asked to stop for good. The lock is kept until it has. */
    STOPPING(ChildState.STOPPING),
    /** It did not stop in time. The lock is kept, so that it runs nowhere else. */
    STUCK(ChildState.STUCK),
    /** Its work is done; its spec is being removed, or marked as completed. */
    FINISHING(ChildState.STOPPING),
    /** It crashed too often; its lock is being released. */
    LETTING_GO(ChildState.FAILED),
    /** It crashed too often; it waits for the planner to take it away. */
    GIVEN_UP(ChildState.FAILED),
    /** Nothing of it runs; its lock is being released. */
    RELEASING(ChildState.STOPPING),
    /** Nothing is left of it on this node. */
    GONE(ChildState.PENDING);

    private final ChildState shown;

    ChildPhase(ChildState shown) {
        this.shown = shown;
    }

    /**
     * How a listing shows it.
     *
     * @return the public state
     */
    public ChildState shown() {
        return shown;
    }

    /**
     * Whether a run of the child may be active in this phase, so that its lock must not be released.
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
