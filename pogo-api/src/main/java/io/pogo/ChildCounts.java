package io.pogo;

/**
 * The number of children in a scope, in total and by state.
 *
 * @param specs the children that have a spec, in any state; a child that was terminated and is still stopping does not
 *     count
 * @param running the children that run now
 * @param pending the children that no node has
 * @param failed the children that failed on several nodes and wait to be tried again
 * @param paused the children that are paused
 * @param completed the children whose work is done and whose spec is kept
 */
public record ChildCounts(int specs, int running, int pending, int failed, int paused, int completed) {}
