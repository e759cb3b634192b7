/** The entries of the members in Curator's ServiceDiscovery: announcements come in, entries go out. */
@NullMarked
package io.pogo.zk.internal.members;

import org.jspecify.annotations.NullMarked;
