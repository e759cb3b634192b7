/**
 * The znodes of a scope: their paths and what is in them. Values come in and bytes go out, and the other way round;
 * data that cannot be read is a value too, with the reason.
 */
@NullMarked
package io.pogo.engine.format;

import org.jspecify.annotations.NullMarked;
