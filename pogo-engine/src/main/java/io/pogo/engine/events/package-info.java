/**
 * The reports of a node: events to listeners, measurements to meters. Facts come in from the loop; they go out on
 * separate threads, because the receivers belong to the user.
 */
@NullMarked
package io.pogo.engine.events;

import org.jspecify.annotations.NullMarked;
