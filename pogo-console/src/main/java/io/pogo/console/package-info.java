/** The console, for the people who run a scope: the command line and the web page, straight on ZooKeeper. */
@NullMarked
package io.pogo.console;

import org.jspecify.annotations.NullMarked;
