/**
 * The node as Spring Boot's actuator shows it: health, info and an endpoint. In comes the supervisor's bean; out go
 * beans that the actuator collects.
 */
@NullMarked
package io.pogo.spring.actuate;

import org.jspecify.annotations.NullMarked;
