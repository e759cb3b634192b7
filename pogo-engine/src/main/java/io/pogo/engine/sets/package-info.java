/**
 * Declared sets: their declarations and withdrawals. A list of specs comes in; it goes out as the difference from what
 * stands, in transactions that hold only while the declaration is the latest one of its set.
 */
@NullMarked
package io.pogo.engine.sets;

import org.jspecify.annotations.NullMarked;
