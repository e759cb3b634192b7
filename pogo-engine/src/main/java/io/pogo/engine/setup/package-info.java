/**
 * The options of a node and the supervisor made of them, for the builders of all stores. Options come in; a supervisor
 * on a store goes out.
 */
@NullMarked
package io.pogo.engine.setup;

import org.jspecify.annotations.NullMarked;
