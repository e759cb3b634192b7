/** The demo: a parent process that serves, starts, kills and shows, and nodes that are JVMs of their own. */
@NullMarked
package io.pogo.examples.demo;

import org.jspecify.annotations.NullMarked;
