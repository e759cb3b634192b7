package io.pogo.spring;

import io.pogo.Child;
import io.pogo.ChildFactory;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;
import org.springframework.core.annotation.AliasFor;
import org.springframework.stereotype.Component;

/**
 * Offers a child type on this node: the bean makes the children of that type. The annotated class is found by component
 * scanning; each run of a child gets a new instance of it, with its dependencies injected.
 *
 * <pre>{@code
 * @PogoChild("feed")
 * class Feed implements Child {
 *     Feed(FeedStore store) { ... }
 *
 *     @Override
 *     public void run(ChildContext context) throws Exception { ... }
 * }
 * }</pre>
 *
 * On a {@code @Bean} method it does the same for what the method returns, a {@link Child} for each run or a
 * {@link ChildFactory}. The bean has the scope {@code prototype}, unless another {@code @Scope} is given; a
 * {@link Child} must not be a singleton. Spring does not destroy such beans: a child ends when its run ends.
 *
 * <p>A bean of type {@link ChildFactory} without this annotation offers the type of its bean name.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Component
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
public @interface PogoChild {
    /**
     * The child type, as specs name it: 1 to 200 characters. A class that is found by scanning has it as its bean name
     * too.
     *
     * @return the child type
     */
    @AliasFor(annotation = Component.class, attribute = "value")
    String value();
}
