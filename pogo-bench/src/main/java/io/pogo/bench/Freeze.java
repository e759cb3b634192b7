package io.pogo.bench;

/**
 * A process that is frozen, and its clock with it.
 *
 * @param fromNanos since when
 */
record Freeze(long fromNanos) {}
