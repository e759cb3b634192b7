/**
 * The store in memory: a tree of znodes, sessions and watches that behave as ZooKeeper's do, in one JVM. Requests and
 * the ends of sessions come in; answers and changes go out, to each session in their order.
 */
@NullMarked
package io.pogo.local.internal;

import org.jspecify.annotations.NullMarked;
