/**
 * The stay of this node in the scope, from its join to its departure, and the transition from one stay to the next.
 * Sessions come in; candidacy, lease, node and planner begin and end with them.
 */
@NullMarked
package io.pogo.engine.membership;

import org.jspecify.annotations.NullMarked;
