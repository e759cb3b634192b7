package io.pogo;

/**
 * Makes the children of one type. Registered under the type's name on each node that shall be able to run them.
 */
@FunctionalInterface
public interface ChildFactory {
    /**
     * Makes a child for one run, on that child's own thread, so it may block; what it throws counts as a crash of the
     * child.
     *
     * @param context who the child is
     * @return a new child; it is run once
     * @throws Exception if it could not be made
     */
    Child create(ChildContext context) throws Exception;
}
