/** A Spring Boot application that is a node: run two of them beside a ZooKeeper. */
@NullMarked
package io.pogo.examples.spring;

import org.jspecify.annotations.NullMarked;
