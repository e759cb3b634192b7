/**
 * The children of this node: which are assigned, what each is doing, what comes next. Assignments, grants and ends of
 * runs come in; launches, stops, releases and failure records go out.
 */
@NullMarked
package io.pogo.engine.node;

import org.jspecify.annotations.NullMarked;
