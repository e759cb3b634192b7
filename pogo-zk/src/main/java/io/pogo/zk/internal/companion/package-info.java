/**
 * The node's side of the crash companion: its process, its connection and the notices that it is sent. Sessions come
 * in; the data that the companion needs to end them goes out.
 */
@NullMarked
package io.pogo.zk.internal.companion;

import org.jspecify.annotations.NullMarked;
