/** Pogo as its users see it: small programs to run and to read. */
@NullMarked
package io.pogo.examples;

import org.jspecify.annotations.NullMarked;
