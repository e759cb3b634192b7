/**
 * The lock of one child, held by at most one node, and the owners that others see. A request for a child's lock comes
 * in; the grant with its token, or the loss of it, goes out. The implementation as a claim is here; the implementation
 * as a latch is in {@code io.pogo.zk.internal.latch}.
 */
@NullMarked
package io.pogo.engine.lock;

import org.jspecify.annotations.NullMarked;
