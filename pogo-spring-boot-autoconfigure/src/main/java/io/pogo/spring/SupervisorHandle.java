package io.pogo.spring;

import io.pogo.DistributedSupervisor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The supervisor of an application context: one object to inject, for as often as the context is stopped and started. A
 * supervisor that was closed cannot be started again, so the next start builds another one. Any thread may use it.
 */
final class SupervisorHandle implements InvocationHandler {
    private final Supplier<DistributedSupervisor> assembly;
    private final DistributedSupervisor injected;
    private DistributedSupervisor current;
    private boolean over;

    SupervisorHandle(Supplier<DistributedSupervisor> assembly) {
        this.assembly = assembly;
        this.current = assembly.get();
        this.injected = (DistributedSupervisor) Proxy.newProxyInstance(
                DistributedSupervisor.class.getClassLoader(), new Class<?>[] {DistributedSupervisor.class}, this);
    }

    /** Returns the object to inject: it passes each call to the supervisor of that moment. */
    DistributedSupervisor supervisor() {
        return injected;
    }

    /** Joins the scope, with a new supervisor if the last one is closed. */
    void start() {
        DistributedSupervisor starting = usable();
        try {
            starting.start();
        } catch (RuntimeException e) {
            // A supervisor whose start has failed is closed.
            end(starting);
            throw e;
        }
    }

    /** Leaves the scope. */
    void close() {
        DistributedSupervisor closing = current();
        end(closing);
        closing.close();
    }

    private synchronized DistributedSupervisor usable() {
        if (over) {
            current = assembly.get();
            over = false;
        }
        return current;
    }

    private synchronized DistributedSupervisor current() {
        return current;
    }

    private synchronized void end(DistributedSupervisor ended) {
        if (ended == current) {
            over = true;
        }
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        int count = method.getParameterCount();
        switch (method.getName()) {
            case "equals" -> {
                return arguments != null && proxy == arguments[0];
            }
            case "hashCode" -> {
                return System.identityHashCode(proxy);
            }
            case "start" -> {
                start();
                return null;
            }
            case "close" -> {
                close();
                return null;
            }
            default -> {
                return pass(method, count == 0 ? null : arguments);
            }
        }
    }

    private @Nullable Object pass(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(current(), arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
