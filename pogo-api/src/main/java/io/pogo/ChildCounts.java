package io.pogo;

/**
 * How many children a scope has.
 *
 * @param specs the children that are wanted
 * @param running those of them that run now
 * @param pending those that no node has
 * @param failed those that failed on several nodes and wait to be tried again
 */
public record ChildCounts(int specs, int running, int pending, int failed) {}
