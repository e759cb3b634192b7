package io.pogo.engine.base;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The factories of a supervisor's threads; all threads are daemons. They have the context class loader of the thread
 * that created their factory, which in the end is the thread that built the supervisor, and they inherit no thread
 * locals, so they keep nothing of the thread that happens to request them. A child's thread is a virtual one where the
 * JVM supports virtual threads without pinning (24 and later, JEP 491). Threads that run user code are marked, so that
 * a blocking call from them can be detected.
 */
public final class Threads {
    /**
     * The first Java version without pinning. Before it, a virtual thread that blocks in synchronized code holds its
     * carrier, so a few such children would block all others.
     */
    private static final int FIRST_WITHOUT_PINNING = 24;

    private static final @Nullable ThreadFactory VIRTUAL = virtual();
    private static final ThreadLocal<Boolean> USER_CODE = ThreadLocal.withInitial(() -> false);

    private Threads() {}

    /** Returns a factory of daemon threads named {@code pogo-<owner>-<role>}. */
    public static ThreadFactory factory(String owner, String role) {
        AtomicInteger count = new AtomicInteger();
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return task -> {
            int n = count.getAndIncrement();
            return platform(task, "pogo-" + owner + "-" + role + (n == 0 ? "" : "-" + n), loader);
        };
    }

    private static Thread platform(Runnable task, String name, ClassLoader loader) {
        Thread thread = new Thread(null, task, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(loader);
        return thread;
    }

    /** Runs a task that may block on a thread of its own; if the system has no threads left, on the calling thread. */
    public static void run(String owner, String role, Runnable task) {
        try {
            factory(owner, role).newThread(task).start();
        } catch (OutOfMemoryError none) {
            task.run();
        }
    }

    /** Returns a factory of virtual threads if they do not pin their carrier, and of platform threads otherwise. */
    public static ThreadFactory forChildren() {
        return new ForChildren(Thread.currentThread().getContextClassLoader());
    }

    /** Returns whether a factory was created by {@link #forChildren}; such a factory does not block. */
    public static boolean isOurs(ThreadFactory factory) {
        return factory instanceof ForChildren;
    }

    private record ForChildren(ClassLoader loader) implements ThreadFactory {
        @Override
        public Thread newThread(Runnable task) {
            if (VIRTUAL == null) {
                return platform(task, "pogo-child", loader);
            }
            Thread thread = VIRTUAL.newThread(task);
            thread.setContextClassLoader(loader);
            return thread;
        }
    }

    /** Runs a task on the calling thread, which is marked as running user code meanwhile. */
    public static void markedAsUserCode(Runnable task) {
        USER_CODE.set(true);
        try {
            task.run();
        } finally {
            USER_CODE.remove();
        }
    }

    /** Returns whether the calling thread runs a child or a listener, of any supervisor. */
    public static boolean inUserCode() {
        return USER_CODE.get();
    }

    private static @Nullable ThreadFactory virtual() {
        if (Runtime.version().feature() < FIRST_WITHOUT_PINNING) {
            return null;
        }
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            builder = type.getMethod("inheritInheritableThreadLocals", boolean.class)
                    .invoke(builder, false);
            return (ThreadFactory) type.getMethod("factory").invoke(builder);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("virtual threads do not work here", e);
        }
    }
}
