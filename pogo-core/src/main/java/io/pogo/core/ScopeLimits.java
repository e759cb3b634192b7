package io.pogo.core;

import java.util.Optional;

/**
 * The limits of a scope. Children that are completed or paused count too.
 *
 * @param children the largest number of children
 * @param specBytes the largest total size of their stored specs, in bytes
 */
public record ScopeLimits(int children, long specBytes) {
    /**
     * Returns the limit that is reached, as a reason.
     *
     * @param haveChildren the present number of children
     * @param haveSpecBytes the present total size of their specs, in bytes
     * @return the reason why the scope takes no more children, or empty if it does
     */
    public Optional<String> reached(int haveChildren, long haveSpecBytes) {
        if (haveChildren >= children) {
            return Optional.of("it has " + haveChildren + " children, and its limit is " + children);
        }
        return haveSpecBytes >= specBytes
                ? Optional.of("its specs have " + haveSpecBytes + " bytes, and its limit is " + specBytes)
                : Optional.empty();
    }
}
