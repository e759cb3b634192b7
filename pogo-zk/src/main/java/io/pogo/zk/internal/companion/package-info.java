/**
 * This side of the crash companion: its process, its connection, the news of sessions that it gets. Sessions come in;
 * what the companion must know to end them goes out.
 */
@NullMarked
package io.pogo.zk.internal.companion;

import org.jspecify.annotations.NullMarked;
