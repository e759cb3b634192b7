package io.pogo;

import java.util.List;

/**
 * The outcome of the declaration or withdrawal of a set: what it has changed. All lists are ordered by child id.
 *
 * <pre>{@code
 * SetOutcome outcome = client.declare(feeds);
 * if (outcome.status() == SetOutcome.Status.SUPERSEDED) {
 *     log.info("set feeds stays at version {}", outcome.version());
 * }
 * }</pre>
 *
 * @param set the name of the set
 * @param status the kind of the outcome
 * @param version the version of the set that counts now: the declared one, or a higher one that was stored before
 * @param added the children that are new
 * @param changed the children whose spec was replaced; the revision of each has risen by one, and it is run afresh
 * @param removed the children that the set had and no longer has; they are terminated
 * @param kept the children that the set has as before; each keeps its owner and its fencing token
 */
public record SetOutcome(
        String set,
        Status status,
        long version,
        List<String> added,
        List<String> changed,
        List<String> removed,
        List<String> kept) {
    /** The kind of an outcome. */
    public enum Status {
        /** The set is as declared now; this call has completed it. */
        APPLIED,
        /** The set was declared with this version and content before; nothing was changed. */
        UNCHANGED,
        /** A higher version of the set is stored; nothing was changed, or another declaration has taken over. */
        SUPERSEDED
    }

    /**
     * Copies the lists.
     *
     * @param set the name of the set
     * @param status the kind of the outcome
     * @param version the version of the set that counts now
     * @param added the children that are new, copied
     * @param changed the children whose spec was replaced, copied
     * @param removed the children that were terminated, copied
     * @param kept the children that the set has as before, copied
     */
    public SetOutcome {
        added = List.copyOf(added);
        changed = List.copyOf(changed);
        removed = List.copyOf(removed);
        kept = List.copyOf(kept);
    }

    /**
     * Returns the number of children that were added, changed or removed.
     *
     * @return zero or more
     */
    public int changes() {
        return added.size() + changed.size() + removed.size();
    }

    @Override
    public String toString() {
        String counts = added.size() + " added, " + changed.size() + " changed, " + removed.size() + " removed, "
                + kept.size() + " kept";
        return set + " version " + version + " " + status + ": " + counts;
    }
}
