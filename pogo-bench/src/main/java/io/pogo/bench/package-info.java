/**
 * The fault harness: real processes, broken in every way that a seed chooses, and a checker that reads what their
 * children logged.
 */
@NullMarked
package io.pogo.bench;

import org.jspecify.annotations.NullMarked;
