package io.pogo;

/**
 * The child has another revision than the caller expected: it was updated, restarted or resumed meanwhile. Nothing has
 * changed. Look up the child, decide whether the update is still wanted, and repeat the request with the present
 * revision.
 */
public final class StaleRevisionException extends PogoException {
    private static final long serialVersionUID = 1L;
    private final String childId;
    private final int expected;
    private final int present;

    /**
     * Creates the exception.
     *
     * @param childId the child
     * @param expected the revision that the caller expected
     * @param present the revision that the child has
     */
    public StaleRevisionException(String childId, int expected, int present) {
        super("child \"" + childId + "\" has revision " + present + ", not " + expected + " as expected");
        this.childId = childId;
        this.expected = expected;
        this.present = present;
    }

    /**
     * Returns the id of the child.
     *
     * @return the child's id
     */
    public String childId() {
        return childId;
    }

    /**
     * Returns the revision that the caller expected.
     *
     * @return 1 or more
     */
    public int expected() {
        return expected;
    }

    /**
     * Returns the revision that the child had.
     *
     * @return 1 or more
     */
    public int present() {
        return present;
    }
}
