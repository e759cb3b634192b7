package io.pogo;

/**
 * The state of one declared set, as a listing shows it.
 *
 * @param name the name of the set
 * @param version the version that counts
 * @param children the number of children that the declaration of that version has
 * @param complete false while a declaration or withdrawal is carried out, or was cut short: declaring the same version
 *     again, or a higher one, completes it
 */
public record SetInfo(String name, long version, int children, boolean complete) {
    @Override
    public String toString() {
        return name + " version " + version + ", " + children + " children" + (complete ? "" : ", incomplete");
    }
}
