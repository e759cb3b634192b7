package io.pogo;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Some children of a bulk request were not accepted; all others were. Each failure says whether its child may be
 * requested again.
 */
public final class StartChildrenException extends PogoException {
    private static final long serialVersionUID = 1L;
    private final transient Map<String, StartOutcome> accepted;
    private final transient Map<String, PogoException> failed;

    /**
     * Creates the exception.
     *
     * @param accepted the outcome of each accepted child, by id
     * @param failed the failure of each other child, by id; not empty
     */
    public StartChildrenException(Map<String, StartOutcome> accepted, Map<String, PogoException> failed) {
        super(
                failed.size() + " of " + (failed.size() + accepted.size()) + " children were not accepted; first: "
                        + failed.values().iterator().next().getMessage(),
                failed.values().iterator().next());
        this.accepted = Collections.unmodifiableMap(new TreeMap<>(accepted));
        this.failed = Collections.unmodifiableMap(new TreeMap<>(failed));
    }

    /**
     * Returns the outcome of each child that was accepted.
     *
     * @return the outcome by child id, ordered by it
     */
    public Map<String, StartOutcome> accepted() {
        return accepted;
    }

    /**
     * Returns the failure of each child that was not accepted.
     *
     * @return the failure by child id, ordered by it
     */
    public Map<String, PogoException> failed() {
        return failed;
    }
}
