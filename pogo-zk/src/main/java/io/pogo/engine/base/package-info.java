/**
 * The ground that every room stands on: the event loop, futures, threads, clocks, limits on what runs at a time. It
 * knows nothing of scopes or children. Tasks come in, and turns of the loop go out.
 */
@NullMarked
package io.pogo.engine.base;

import org.jspecify.annotations.NullMarked;
