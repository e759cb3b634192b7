package io.pogo;

/**
 * The factory of the children of one type, registered under the type's name on each node that is to run such children.
 */
@FunctionalInterface
public interface ChildFactory {
    /**
     * Creates a child for one run, on that child's own thread, so it may block; an exception counts as a crash of the
     * child.
     *
     * @param context the child's identity and arguments
     * @return a new child; it is run once
     * @throws Exception if it could not be created
     */
    Child create(ChildContext context) throws Exception;
}
