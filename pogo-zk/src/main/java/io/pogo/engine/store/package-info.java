/**
 * The client of one ZooKeeper session with asynchronous requests: reads, writes, watches, proofs. Requests come in with
 * their paths; answers go out as futures, and failures as refusals, losses and unclear answers.
 */
@NullMarked
package io.pogo.engine.store;

import org.jspecify.annotations.NullMarked;
