/** The decisions of Pogo: pure functions and immutable values, without threads, clocks or I/O. */
@NullMarked
package io.pogo.core;

import org.jspecify.annotations.NullMarked;
