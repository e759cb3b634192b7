/**
 * Requests that change a scope: starts, terminations, updates, drains. Calls come in from supervisors and clients; they
 * go out as conditional writes, each of which may be repeated after a lost answer.
 */
@NullMarked
package io.pogo.engine.request;

import org.jspecify.annotations.NullMarked;
