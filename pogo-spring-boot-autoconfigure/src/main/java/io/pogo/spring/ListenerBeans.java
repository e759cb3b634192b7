package io.pogo.spring;

import io.pogo.ChildEvent;
import io.pogo.DistributedSupervisor;
import io.pogo.MemberEvent;
import io.pogo.SupervisorListener;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ReflectionUtils;

/**
 * The listeners among the singletons of an application, as one listener. Each is added when its bean is ready, so that
 * a listener may have the supervisor injected.
 */
final class ListenerBeans implements BeanPostProcessor, SupervisorListener {
    private static final Logger log = LoggerFactory.getLogger(ListenerBeans.class);

    private final BeanFactory beans;
    private final List<SupervisorListener> listeners = new CopyOnWriteArrayList<>();

    ListenerBeans(BeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof DistributedSupervisor || !beans.containsBean(name) || !beans.isSingleton(name)) {
            return bean;
        }
        if (bean instanceof SupervisorListener listener) {
            listeners.add(listener);
        }
        Class<?> type = AopUtils.getTargetClass(bean);
        if (AnnotationUtils.isCandidateClass(type, PogoListener.class)) {
            annotated(type).keySet().forEach(method -> listeners.add(listener(bean, method)));
        }
        return bean;
    }

    private static Map<Method, PogoListener> annotated(Class<?> type) {
        MethodIntrospector.MetadataLookup<@Nullable PogoListener> lookup =
                method -> AnnotatedElementUtils.findMergedAnnotation(method, PogoListener.class);
        return MethodIntrospector.selectMethods(type, lookup);
    }

    private static SupervisorListener listener(Object bean, Method declared) {
        Class<?>[] parameters = declared.getParameterTypes();
        Class<?> event = parameters.length == 1 ? parameters[0] : Void.class;
        if (event != ChildEvent.class && event != MemberEvent.class) {
            throw new IllegalStateException("@PogoListener method " + declared
                    + " has the wrong parameters; it must have one, a ChildEvent or a MemberEvent");
        }
        Method method = AopUtils.selectInvocableMethod(declared, bean.getClass());
        ReflectionUtils.makeAccessible(method);
        return new SupervisorListener() {
            @Override
            public void onChild(ChildEvent child) {
                if (event == ChildEvent.class) {
                    call(method, bean, child);
                }
            }

            @Override
            public void onMember(MemberEvent member) {
                if (event == MemberEvent.class) {
                    call(method, bean, member);
                }
            }
        };
    }

    private static void call(Method method, Object bean, Object event) {
        try {
            method.invoke(bean, event);
        } catch (InvocationTargetException e) {
            ReflectionUtils.rethrowRuntimeException(e.getTargetException());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("@PogoListener method " + method + " cannot be called; make it public", e);
        }
    }

    @Override
    public void onChild(ChildEvent event) {
        each(listener -> listener.onChild(event));
    }

    @Override
    public void onMember(MemberEvent event) {
        each(listener -> listener.onMember(event));
    }

    /** Notifies each listener; the failure of one does not keep the others from being notified. */
    private void each(Consumer<SupervisorListener> notice) {
        for (SupervisorListener listener : listeners) {
            try {
                notice.accept(listener);
            } catch (RuntimeException e) {
                log.error("a listener of Pogo has failed; the others are notified all the same", e);
            }
        }
    }
}
