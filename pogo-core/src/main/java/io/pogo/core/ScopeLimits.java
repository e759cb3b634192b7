package io.pogo.core;

import java.util.Optional;

/**
 * How much a scope takes. Children that are completed or paused count too.
 *
 * @param children the most children
 * @param specBytes the most bytes that their stored specs have together
 */
public record ScopeLimits(int children, long specBytes) {
    /**
     * Which limit is reached.
     *
     * @param haveChildren how many children there are
     * @param haveSpecBytes how many bytes their specs have
     * @return why the scope takes no more children, or empty if it does
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
