/**
 * Views of a scope: listings, explanations, previews, waits and watches. Znodes come in; what people and programs read
 * goes out.
 */
@NullMarked
package io.pogo.engine.view;

import org.jspecify.annotations.NullMarked;
