/** How Pogo's decisions happen: on ZooKeeper, through Curator. */
@NullMarked
package io.pogo.zk;

import org.jspecify.annotations.NullMarked;
