/**
 * The crash companion: a process that watches over one node and ends its ZooKeeper session when the node has died. For
 * Pogo's own use, but for {@link io.pogo.companion.CompanionMain}, which may be started by hand.
 */
@NullMarked
package io.pogo.companion;

import org.jspecify.annotations.NullMarked;
