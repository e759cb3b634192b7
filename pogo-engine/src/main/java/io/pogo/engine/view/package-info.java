/**
 * The views of a scope: listings, explanations, previews, waits and watches. Znodes come in; the information for people
 * and programs goes out.
 */
@NullMarked
package io.pogo.engine.view;

import org.jspecify.annotations.NullMarked;
