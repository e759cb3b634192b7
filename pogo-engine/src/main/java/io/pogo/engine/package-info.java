/**
 * The supervisor and the client of a scope as their users hold them. Calls come in from any thread; they become
 * requests, views and checks, or the membership of this node. Answers go out as futures.
 */
@NullMarked
package io.pogo.engine;

import org.jspecify.annotations.NullMarked;
