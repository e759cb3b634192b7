package io.pogo.spring;

import io.pogo.ChildEvent;
import io.pogo.MemberEvent;
import io.pogo.SupervisorListener;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method of a singleton bean that is called with each {@link ChildEvent} of this node or each {@link MemberEvent} of
 * the scope, which is its one parameter. The thread and the order are those of {@link SupervisorListener}; an exception
 * is logged. Beans of type {@link SupervisorListener} are notified without an annotation.
 *
 * <pre>{@code
 * @PogoListener
 * void onChild(ChildEvent event) {
 *     if (event.type() == ChildEvent.Type.STUCK) {
 *         pager.call(event.toString());
 *     }
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface PogoListener {}
