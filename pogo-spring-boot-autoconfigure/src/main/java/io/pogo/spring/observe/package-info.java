/** Observations of the node, where the application has Micrometer's registry of them: measured, and traced. */
@NullMarked
package io.pogo.spring.observe;

import org.jspecify.annotations.NullMarked;
