package io.pogo.zk.internal.latch;

import io.pogo.zk.internal.store.ZkSession;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.WatcherRemoveCuratorFramework;
import org.apache.curator.framework.api.ACLBackgroundPathAndBytesable;
import org.apache.curator.framework.api.ACLCreateModeBackgroundPathAndBytesable;
import org.apache.curator.framework.api.BackgroundCallback;
import org.apache.curator.framework.api.BackgroundPathable;
import org.apache.curator.framework.api.ChildrenDeletable;
import org.apache.curator.framework.api.CreateBuilder;
import org.apache.curator.framework.api.DeleteBuilder;
import org.apache.curator.framework.api.ErrorListenerPathAndBytesable;
import org.apache.curator.framework.api.ErrorListenerPathable;
import org.apache.curator.framework.api.ProtectACLCreateModeStatPathAndBytesable;

/**
 * The Curator client that latches are given: it does all that the original does, but for creates and deletes, which go
 * to {@link LatchCreates} and {@link LatchDeletes}, and notices of the connection, see {@link LatchNotices}. Curator
 * does not find what it has created after an unclear answer. A LeaderLatch always makes guaranteed deletes, which
 * Curator repeats for as long as ZooKeeper is away, and logs with their stack traces.
 */
public final class LatchClient {
    private LatchClient() {}

    /** Returns a client for the latches of a session. */
    public static CuratorFramework of(CuratorFramework client, ZkSession session, String logPrefix) {
        LatchCreates creates = new LatchCreates(session, logPrefix);
        LatchDeletes deletes = new LatchDeletes(client, session);
        LatchNotices notices = new LatchNotices(client, session);
        return proxy(CuratorFramework.class, (proxy, method, args) -> {
            if (method.getName().equals("newWatcherRemoveCuratorFramework")) {
                return removing(client.newWatcherRemoveCuratorFramework(), creates, deletes, notices);
            }
            return invoke(client, creates, deletes, notices, method, args);
        });
    }

    private static WatcherRemoveCuratorFramework removing(
            WatcherRemoveCuratorFramework client, LatchCreates creates, LatchDeletes deletes, LatchNotices notices) {
        return proxy(
                WatcherRemoveCuratorFramework.class,
                (proxy, method, args) -> invoke(client, creates, deletes, notices, method, args));
    }

    private static Object invoke(
            CuratorFramework client,
            LatchCreates creates,
            LatchDeletes deletes,
            LatchNotices notices,
            Method method,
            Object[] args)
            throws Throwable {
        switch (method.getName()) {
            case "create" -> {
                return createBuilder(client, creates);
            }
            case "delete" -> {
                return deleteBuilder(deletes);
            }
            case "getConnectionStateListenable" -> {
                return notices;
            }
            default -> {
                try {
                    return method.invoke(client, args);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            }
        }
    }

    /** Whatever is asked of it on the way: a protected, ephemeral, sequential create in the background. */
    private static CreateBuilder createBuilder(CuratorFramework client, LatchCreates creates) {
        AtomicReference<BackgroundCallback> told = new AtomicReference<>();
        return (CreateBuilder) builder(
                List.of(
                        CreateBuilder.class,
                        ProtectACLCreateModeStatPathAndBytesable.class,
                        ACLCreateModeBackgroundPathAndBytesable.class,
                        ACLBackgroundPathAndBytesable.class,
                        ErrorListenerPathAndBytesable.class),
                List.of("creatingParentContainersIfNeeded", "withProtection", "withMode", "inBackground"),
                (method, args) -> {
                    if (method.equals("inBackground")) {
                        told.set((BackgroundCallback) args[0]);
                    } else if (method.equals("forPath")) {
                        creates.create(client, (String) args[0], (byte[]) args[1], Objects.requireNonNull(told.get()));
                    }
                });
    }

    /** Whatever is asked of it on the way: a delete in the background of any version. */
    private static DeleteBuilder deleteBuilder(LatchDeletes deletes) {
        return (DeleteBuilder) builder(
                List.of(
                        DeleteBuilder.class,
                        ChildrenDeletable.class,
                        ErrorListenerPathable.class,
                        BackgroundPathable.class),
                List.of("guaranteed", "inBackground"),
                (method, args) -> {
                    if (method.equals("forPath")) {
                        deletes.delete((String) args[0]);
                    }
                });
    }

    /** Hears of each step of a builder. */
    private interface Step {
        void made(String method, Object[] args) throws Exception;
    }

    private static Object builder(List<Class<?>> types, List<String> steps, Step step) {
        return Proxy.newProxyInstance(
                LatchClient.class.getClassLoader(), types.toArray(Class<?>[]::new), (proxy, method, args) -> {
                    String name = method.getName();
                    if (!name.equals("forPath") && !steps.contains(name)) {
                        throw new UnsupportedOperationException(method.toString());
                    }
                    step.made(name, args);
                    return name.equals("forPath") ? null : proxy;
                });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(LatchClient.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
