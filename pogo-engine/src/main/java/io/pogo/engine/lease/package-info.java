/**
 * The time for which a proof of the session lets this node run its children. Proofs come in; the end of the lease goes
 * out, to the guard first.
 */
@NullMarked
package io.pogo.engine.lease;

import org.jspecify.annotations.NullMarked;
