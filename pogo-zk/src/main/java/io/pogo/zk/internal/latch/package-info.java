/**
 * Curator's LeaderLatch as the lock of a child and as the planner's queue, with the mends that it needs. Wishes come
 * in; grants and losses go out.
 */
@NullMarked
package io.pogo.zk.internal.latch;

import org.jspecify.annotations.NullMarked;
