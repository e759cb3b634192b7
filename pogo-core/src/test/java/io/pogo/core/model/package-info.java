/**
 * A model of the ownership protocol, explored exhaustively over the code's own tables. See
 * {@code docs/model/README.md}.
 */
@NullMarked
package io.pogo.core.model;

import org.jspecify.annotations.NullMarked;
