/**
 * Connections to ZooKeeper through Curator: clients of our own and of callers, handles, credentials, sessions. Options
 * come in; sessions and their ends go out.
 */
@NullMarked
package io.pogo.zk.internal;

import org.jspecify.annotations.NullMarked;
