/** The parts that an application needs to test its children, with JUnit 5, JUnit 6 or anything else. */
@NullMarked
package io.pogo.testkit;

import org.jspecify.annotations.NullMarked;
