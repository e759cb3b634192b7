package io.pogo.core.sets;

import java.util.Optional;

/** The verdict on the declaration of a set as a whole. */
public enum SetVerdict {
    /** The declaration counts, and is to be carried out. */
    APPLY,
    /** The same declaration was begun and not completed; it is to be completed. */
    RESUME,
    /** The same declaration is in force. */
    UNCHANGED,
    /** A higher version is stored. */
    SUPERSEDED,
    /** The stored set has the same version and other content. */
    OTHER_CONTENT;

    /**
     * The set that is stored.
     *
     * @param version the version of the latest declaration
     * @param digest the digest of its content
     * @param state the state in which its execution is
     */
    public record Standing(long version, String digest, SetState state) {}

    /**
     * Returns the verdict. A set whose withdrawal has begun has no version any more.
     *
     * @param stored the set that is stored, or empty if there is none
     * @param version the declared version
     * @param digest the digest of the declared content
     * @return the verdict
     */
    public static SetVerdict of(Optional<Standing> stored, long version, String digest) {
        if (stored.isEmpty() || stored.get().state() == SetState.WITHDRAWING) {
            return APPLY;
        }
        Standing standing = stored.get();
        if (version != standing.version()) {
            return version > standing.version() ? APPLY : SUPERSEDED;
        }
        if (!digest.equals(standing.digest())) {
            return OTHER_CONTENT;
        }
        return standing.state() == SetState.COMPLETE ? UNCHANGED : RESUME;
    }
}
