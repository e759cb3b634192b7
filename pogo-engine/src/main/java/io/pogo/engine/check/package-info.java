/**
 * The check of a scope and its repair: znodes that stand in no relation to the others, or where Pogo would not write
 * them. The whole scope comes in; findings, and removals on demand, go out.
 */
@NullMarked
package io.pogo.engine.check;

import org.jspecify.annotations.NullMarked;
