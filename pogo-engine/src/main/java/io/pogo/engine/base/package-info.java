/**
 * The basis of all other packages of the engine: the event loop, futures, threads, clocks, limits on concurrency. It
 * does not depend on scopes or children. Tasks come in, and turns of the loop go out.
 */
@NullMarked
package io.pogo.engine.base;

import org.jspecify.annotations.NullMarked;
