package io.pogo.zk;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.WatcherRemoveCuratorFramework;
import org.apache.curator.framework.api.BackgroundPathable;
import org.apache.curator.framework.api.ChildrenDeletable;
import org.apache.curator.framework.api.DeleteBuilder;
import org.apache.curator.framework.api.ErrorListenerPathable;

/**
 * The Curator client that latches are given: it does all that the original does, but for deletes, which go to
 * {@link LatchDeletes}. A LeaderLatch always makes guaranteed deletes, which Curator repeats for as long as ZooKeeper
 * is away, and logs with their stack traces.
 */
final class LatchClient {
    private LatchClient() {}

    /** Returns a client for latches. */
    static CuratorFramework of(CuratorFramework client, LatchDeletes deletes) {
        DeleteBuilder builder = deleteBuilder(deletes);
        return proxy(CuratorFramework.class, (proxy, method, args) -> {
            if (method.getName().equals("newWatcherRemoveCuratorFramework")) {
                return removing(client.newWatcherRemoveCuratorFramework(), builder);
            }
            return invoke(client, builder, method, args);
        });
    }

    private static WatcherRemoveCuratorFramework removing(WatcherRemoveCuratorFramework client, DeleteBuilder builder) {
        return proxy(
                WatcherRemoveCuratorFramework.class, (proxy, method, args) -> invoke(client, builder, method, args));
    }

    private static Object invoke(CuratorFramework client, DeleteBuilder builder, Method method, Object[] args)
            throws Throwable {
        if (method.getName().equals("delete")) {
            return builder;
        }
        try {
            return method.invoke(client, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Whatever is asked of it on the way: a delete in the background of any version. */
    private static DeleteBuilder deleteBuilder(LatchDeletes deletes) {
        Class<?>[] steps = {
            DeleteBuilder.class, ChildrenDeletable.class, ErrorListenerPathable.class, BackgroundPathable.class
        };
        return (DeleteBuilder) Proxy.newProxyInstance(
                LatchClient.class.getClassLoader(), steps, (proxy, method, args) -> {
                    switch (method.getName()) {
                        case "guaranteed", "inBackground" -> {
                            return proxy;
                        }
                        case "forPath" -> {
                            deletes.delete((String) args[0]);
                            return null;
                        }
                        default -> throw new UnsupportedOperationException(method.toString());
                    }
                });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(LatchClient.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
