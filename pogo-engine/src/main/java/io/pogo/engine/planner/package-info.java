/**
 * The planner's part of the one node that plans: a copy of the scope comes in, {@code io.pogo.core} decides, and the
 * plan goes out in transactions guarded by the planner's own place in the queue.
 */
@NullMarked
package io.pogo.engine.planner;

import org.jspecify.annotations.NullMarked;
