package io.pogo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A child with that id exists, with another spec, or outside the set that declares it. Nothing has changed: the stored
 * child continues. Terminate it first, or use another id; a set may adopt it, see {@link ChildSet#adopting}.
 */
public final class ChildConflictException extends PogoException {
    private static final long serialVersionUID = 1L;
    private final transient ChildSpec requested;
    private final transient ChildSpec stored;

    /**
     * Creates the exception.
     *
     * @param requested the spec that was refused
     * @param stored the spec that is in force
     */
    public ChildConflictException(ChildSpec requested, ChildSpec stored) {
        super("child \"" + requested.id() + "\" exists with another spec: " + differences(requested, stored));
        this.requested = requested;
        this.stored = stored;
    }

    /**
     * Creates the exception for a child that a set declares and that is not its own.
     *
     * @param message the child, the set, what it belongs to, and the remedy
     * @param requested the spec that was refused
     * @param stored the spec that is in force; it may be equal
     */
    public ChildConflictException(String message, ChildSpec requested, ChildSpec stored) {
        super(message);
        this.requested = requested;
        this.stored = stored;
    }

    /** Returns the differing settings as text, each with its stored and its requested value. */
    private static String differences(ChildSpec requested, ChildSpec stored) {
        List<String> found = new ArrayList<>();
        compare(found, "type", stored.type(), requested.type());
        compare(found, "arguments", stored.arguments(), requested.arguments());
        compare(found, "restart", word(stored.restart()), word(requested.restart()));
        compare(found, "maxRestarts", stored.maxRestarts(), requested.maxRestarts());
        compare(found, "period", stored.period(), requested.period());
        compare(found, "shutdown", stored.shutdown(), requested.shutdown());
        compare(found, "labels", stored.requiredLabels(), requested.requiredLabels());
        compare(found, "weight", stored.weight(), requested.weight());
        compare(
                found,
                "spread group",
                stored.spreadGroup().orElse("-"),
                requested.spreadGroup().orElse("-"));
        compare(
                found,
                "spread label",
                stored.spreadLabel().orElse("-"),
                requested.spreadLabel().orElse("-"));
        compare(found, "keepCompleted", stored.keepCompleted(), requested.keepCompleted());
        return String.join("; ", found);
    }

    private static void compare(List<String> found, String what, Object stored, Object requested) {
        if (!stored.equals(requested)) {
            found.add(what + " is " + stored + ", not " + requested);
        }
    }

    private static String word(Restart restart) {
        return restart.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the spec that was refused.
     *
     * @return the requested spec
     */
    public ChildSpec requested() {
        return requested;
    }

    /**
     * Returns the spec that is in force.
     *
     * @return the stored spec
     */
    public ChildSpec stored() {
        return stored;
    }
}
