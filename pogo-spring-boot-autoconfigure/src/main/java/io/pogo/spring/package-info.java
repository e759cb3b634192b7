/**
 * A node in a Spring Boot application: its configuration, its children and listeners as beans, its life cycle. In come
 * the properties {@code pogo.*} and the beans of the application; out goes a bean of type
 * {@link io.pogo.DistributedSupervisor}.
 */
@NullMarked
package io.pogo.spring;

import org.jspecify.annotations.NullMarked;
