/**
 * The port between the supervisor and its store: a session with asynchronous reads, writes, watches and proofs.
 * Requests go out with their paths; answers come in as futures, and failures as refusals, losses and unclear answers.
 */
@NullMarked
package io.pogo.engine.store;

import org.jspecify.annotations.NullMarked;
