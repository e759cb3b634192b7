/**
 * The run of a child on its own thread, from its launch to its end, and the guard that ends runs when the lease is
 * over. A child, its context and the permission of the lease come in; the end of the run, and its cause, go out.
 */
@NullMarked
package io.pogo.engine.run;

import org.jspecify.annotations.NullMarked;
