/**
 * The members of a scope and their order: the directory, the planner's queue, and the roster that combines both. Znodes
 * and announcements come in, members go out.
 */
@NullMarked
package io.pogo.engine.members;

import org.jspecify.annotations.NullMarked;
