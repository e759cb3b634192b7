/**
 * The local mode: whole nodes, and clients of their scope, on a store in the memory of this JVM, for development, demos
 * and tests.
 */
@NullMarked
package io.pogo.local;

import org.jspecify.annotations.NullMarked;
