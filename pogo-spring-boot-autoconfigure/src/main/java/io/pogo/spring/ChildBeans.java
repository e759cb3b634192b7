package io.pogo.spring;

import io.pogo.Child;
import io.pogo.ChildFactory;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * The child types that the beans of an application offer. Beans are looked up by their definitions; an instance is made
 * for a run, on the child's own thread.
 */
final class ChildBeans {
    private final ConfigurableListableBeanFactory beans;
    private final Map<String, String> names = new TreeMap<>();
    private final Map<String, ChildFactory> factories = new TreeMap<>();

    private ChildBeans(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    /**
     * Returns the factories by child type.
     *
     * @throws IllegalStateException if two beans offer a type, or a bean cannot make children
     */
    static Map<String, ChildFactory> in(ConfigurableListableBeanFactory beans) {
        ChildBeans found = new ChildBeans(beans);
        for (String name : beans.getBeanNamesForType(ChildFactory.class, true, false)) {
            if (found.annotation(name) == null) {
                found.offer(name, name);
            }
        }
        for (String name : beans.getBeanNamesForAnnotation(PogoChild.class)) {
            PogoChild annotation = found.annotation(name);
            if (annotation != null) {
                found.offer(annotation.value(), name);
            }
        }
        return found.factories;
    }

    /** Returns the annotation of the bean's factory method, which precedes that of its class; null without one. */
    private @Nullable PogoChild annotation(String name) {
        if (beans.containsBeanDefinition(name)) {
            BeanDefinition definition = beans.getMergedBeanDefinition(name);
            Method method = definition instanceof RootBeanDefinition root ? root.getResolvedFactoryMethod() : null;
            PogoChild found =
                    method == null ? null : AnnotatedElementUtils.findMergedAnnotation(method, PogoChild.class);
            if (found != null) {
                return found;
            }
        }
        return beans.findAnnotationOnBean(name, PogoChild.class, false);
    }

    private void offer(String type, String name) {
        String other = names.putIfAbsent(type, name);
        if (other != null) {
            throw new IllegalStateException("child type \"" + type + "\" is offered by two beans, \"" + other
                    + "\" and \"" + name + "\"; rename one");
        }
        factories.put(type, factory(type, name));
    }

    private ChildFactory factory(String type, String name) {
        Class<?> made = beans.getType(name, false);
        if (made != null && ChildFactory.class.isAssignableFrom(made)) {
            return context -> beans.getBean(name, ChildFactory.class).create(context);
        }
        if (made == null || !Child.class.isAssignableFrom(made)) {
            throw new IllegalStateException("bean \"" + name + "\" is to make children of type \"" + type
                    + "\", but is " + (made == null ? "of an unknown type" : "a " + made.getName())
                    + "; it must be a Child, a StartStopChild or a ChildFactory");
        }
        if (beans.isSingleton(name)) {
            throw new IllegalStateException("bean \"" + name + "\" is to make children of type \"" + type
                    + "\", but is a singleton, and each run needs a new instance; give it @Scope(\"prototype\")");
        }
        return context -> beans.getBean(name, Child.class);
    }
}
