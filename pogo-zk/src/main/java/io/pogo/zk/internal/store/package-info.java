/**
 * ZooKeeper's client as a session of the engine's: requests and watches go out, stamps, refusals and changes come in.
 */
@NullMarked
package io.pogo.zk.internal.store;

import org.jspecify.annotations.NullMarked;
