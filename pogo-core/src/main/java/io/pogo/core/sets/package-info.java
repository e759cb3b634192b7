/**
 * The decisions about declared sets, as pure functions: whether a declaration counts, which buckets of children differ,
 * and what is done to each child. Digests and what stands come in, steps go out.
 */
@NullMarked
package io.pogo.core.sets;

import org.jspecify.annotations.NullMarked;
