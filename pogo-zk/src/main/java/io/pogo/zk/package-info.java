/** Pogo on ZooKeeper: the supervisor and the scope client, connected through Curator. */
@NullMarked
package io.pogo.zk;

import org.jspecify.annotations.NullMarked;
