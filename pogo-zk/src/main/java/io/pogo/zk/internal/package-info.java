/**
 * Connections to ZooKeeper through Curator: Pogo's and callers' clients, handles, credentials, sessions. Options come
 * in; sessions and their ends go out.
 */
@NullMarked
package io.pogo.zk.internal;

import org.jspecify.annotations.NullMarked;
