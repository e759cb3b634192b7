package io.pogo;

/**
 * A child with that id exists, with another spec. Nothing has changed: the stored child goes on. Terminate it first, or take
 * another id.
 */
public final class ChildConflictException extends PogoException {
    private static final long serialVersionUID = 1L;
    private final transient ChildSpec requested;
    private final transient ChildSpec stored;

    /**
     * Makes the exception.
     *
     * @param requested the spec that was refused
     * @param stored the spec that is in force
     */
    public ChildConflictException(ChildSpec requested, ChildSpec stored) {
        super("child \"" + requested.id() + "\" exists with another spec: stored " + stored + ", requested "
                + requested);
        this.requested = requested;
        this.stored = stored;
    }

    /**
     * The spec that was refused.
     *
     * @return the requested spec
     */
    public ChildSpec requested() {
        return requested;
    }

    /**
     * The spec that is in force.
     *
     * @return the stored spec
     */
    public ChildSpec stored() {
        return stored;
    }
}
