/**
 * The lock of one child, held by at most one node, and the owners that others see. A wish for a child comes in; the
 * grant with its token, or the loss of it, goes out. The lock as a claim is here; the lock as a latch is in
 * {@code io.pogo.zk.internal.latch}.
 */
@NullMarked
package io.pogo.engine.lock;

import org.jspecify.annotations.NullMarked;
