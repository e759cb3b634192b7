package io.pogo;

/**
 * How many children a scope has.
 *
 * @param specs the children that there are, whatever their state; those that are only stopping do not count
 * @param running those of them that run now
 * @param pending those that no node has
 * @param failed those that failed on several nodes and wait to be tried again
 * @param paused those that are paused
 * @param completed those whose work is done, and whose spec is kept
 */
public record ChildCounts(int specs, int running, int pending, int failed, int paused, int completed) {}
