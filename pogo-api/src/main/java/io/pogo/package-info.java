/** The public API of Pogo: child specs, supervisors and clients, and the requests, events and errors that they have. */
@NullMarked
package io.pogo;

import org.jspecify.annotations.NullMarked;
