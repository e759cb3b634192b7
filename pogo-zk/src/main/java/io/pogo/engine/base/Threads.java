package io.pogo.engine.base;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the threads of a supervisor; all are daemons. They have the context class loader of whoever made their factory,
 * which in the end is whoever built the supervisor, and inherit no thread locals: whatever thread happens to ask for a
 * thread, nothing of it is kept. A child's thread is a virtual one where the JVM has them without pinning (24 and
 * later, JEP 491). Threads that run user code are marked, so that a blocking call from them can be told.
 */
public final class Threads {
    /**
     * Before JDK 24 a virtual thread that blocks in synchronized code holds its carrier: a few such children would stop
     * all.
     */
    private static final int FIRST_WITHOUT_PINNING = 24;

    private static final @Nullable ThreadFactory VIRTUAL = virtual();
    private static final ThreadLocal<Boolean> USER_CODE = ThreadLocal.withInitial(() -> false);

    private Threads() {}

    /** A factory of daemon threads named {@code pogo-<owner>-<role>}. */
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

    /** Runs what may block on a thread of its own; where the system has none left, on the calling one. */
    public static void run(String owner, String role, Runnable task) {
        try {
            factory(owner, role).newThread(task).start();
        } catch (OutOfMemoryError none) {
            task.run();
        }
    }

    /** Virtual threads where they do not pin their carrier, platform threads otherwise. */
    public static ThreadFactory forChildren() {
        return new ForChildren(Thread.currentThread().getContextClassLoader());
    }

    /** Returns whether a factory is the one of {@link #forChildren}, which does not block. */
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

    /** Runs user code on the calling thread. */
    public static void markedAsUserCode(Runnable task) {
        USER_CODE.set(true);
        try {
            task.run();
        } finally {
            USER_CODE.remove();
        }
    }

    /** Whether the calling thread runs a child or a listener, of any supervisor. */
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
