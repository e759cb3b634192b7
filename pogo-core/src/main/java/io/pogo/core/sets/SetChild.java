package io.pogo.core.sets;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The facts about one child from which a declaration decides what is done to it.
 *
 * @param declared the digest of the spec in the declared list, or null if the list does not have the child
 * @param recorded the digest of the spec that the set last gave to the child, or null if the set did not have it
 * @param present the child as it is, or null if there is no such child
 * @param ends whether the declared child ends by itself
 */
public record SetChild(
        @Nullable String declared,
        @Nullable String recorded,
        @Nullable Present present,
        boolean ends) {
    /**
     * A child as it is.
     *
     * @param set the set that it belongs to, or null if it is loose
     * @param digest the digest of its spec, or null if the spec cannot be read
     */
    public record Present(@Nullable String set, @Nullable String digest) {}

    /** The step that a declaration takes for one child. */
    public enum Step {
        /** Stores a new spec. */
        ADD,
        /** Replaces the spec, which raises the revision. */
        CHANGE,
        /** Enters the set into the spec, which is the declared one otherwise. */
        ADOPT,
        /** Leaves the child as it is. */
        KEEP,
        /** Terminates the child. */
        REMOVE,
        /** Forgets a child that is gone, or that belongs to another set now. */
        FORGET,
        /** Refuses the declaration: the child exists outside the set. */
        CONFLICT,
        /** Refuses the declaration: the spec of the child cannot be read. */
        UNREADABLE
    }

    /**
     * Returns whether the child must be looked at before a step is decided; else it is kept.
     *
     * @param declared the digest of the declared spec, or null
     * @param recorded the digest of the spec that the set last gave to the child, or null
     * @param edited whether children of the bucket were changed by hand since the last declaration
     * @return true if the child may not be as declared
     */
    public static boolean isInQuestion(@Nullable String declared, @Nullable String recorded, boolean edited) {
        return edited || !Objects.equals(declared, recorded);
    }

    /**
     * Returns the step to take. A child that ends by itself, is gone and was stored with the declared spec before has
     * done its work, and is not run again.
     *
     * @param set the declaring set
     * @param adopting whether the set takes over children from outside
     * @return the step
     */
    public Step step(String set, boolean adopting) {
        if (declared == null) {
            return stepOfUndeclared(set);
        }
        if (present == null) {
            return ends && declared.equals(recorded) ? Step.KEEP : Step.ADD;
        }
        if (present.digest() == null) {
            return Step.UNREADABLE;
        }
        boolean isSame = declared.equals(present.digest());
        if (set.equals(present.set())) {
            return isSame ? Step.KEEP : Step.CHANGE;
        }
        if (!adopting) {
            return Step.CONFLICT;
        }
        return isSame ? Step.ADOPT : Step.CHANGE;
    }

    private Step stepOfUndeclared(String set) {
        if (present == null) {
            return Step.FORGET;
        }
        if (present.digest() == null) {
            return Step.UNREADABLE;
        }
        return set.equals(present.set()) ? Step.REMOVE : Step.FORGET;
    }
}
