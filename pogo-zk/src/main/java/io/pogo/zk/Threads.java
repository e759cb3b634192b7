package io.pogo.zk;

import java.lang.reflect.Method;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the threads of a supervisor; all are daemons. A child's thread is a virtual one where the JVM has them (21 and later).
 * Threads that run user code are marked, so that a blocking call from them can be told.
 */
final class Threads {
    private static final @Nullable Method START_VIRTUAL = startVirtual();
    private static final ThreadLocal<Boolean> USER_CODE = ThreadLocal.withInitial(() -> false);

    private Threads() {}

    /** A factory of daemon threads named {@code pogo-<owner>-<role>}. */
    static ThreadFactory factory(String owner, String role) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            int n = count.getAndIncrement();
            Thread thread = new Thread(task, "pogo-" + owner + "-" + role + (n == 0 ? "" : "-" + n));
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Makes and starts a thread for user code. */
    static Thread startForUser(String name, Runnable task) {
        Runnable marked = () -> markedAsUserCode(task);
        if (START_VIRTUAL != null) {
            try {
                Thread thread = (Thread) START_VIRTUAL.invoke(null, marked);
                thread.setName(name);
                return thread;
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("virtual threads do not work here", e);
            }
        }
        Thread thread = new Thread(marked, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Runs user code on the calling thread. */
    static void markedAsUserCode(Runnable task) {
        USER_CODE.set(true);
        try {
            task.run();
        } finally {
            USER_CODE.remove();
        }
    }

    /** Whether the calling thread runs a child or a listener, of any supervisor. */
    static boolean inUserCode() {
        return USER_CODE.get();
    }

    private static @Nullable Method startVirtual() {
        try {
            return Runtime.version().feature() >= 21
                    ? Thread.class.getMethod("startVirtualThread", Runnable.class)
                    : null;
        } catch (NoSuchMethodException e) {
            return null;
        }
    }
}
