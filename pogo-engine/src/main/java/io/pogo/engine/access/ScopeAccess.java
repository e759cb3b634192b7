package io.pogo.engine.access;

import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.LogPrefix;
import io.pogo.engine.format.ScopePaths;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The access to a scope that every request uses, that of a node as well as that of a client which is not a member.
 *
 * @param scope the scope
 * @param loop the thread that owns the connection's state
 * @param connection the session, while there is one
 * @param attempts makes requests until their outcome is known
 * @param callbacks the threads that run the user's callbacks
 * @param paths the paths of the scope's znodes
 */
public record ScopeAccess(
        String scope, EventLoop loop, Connection connection, Attempts attempts, Callbacks callbacks, ScopePaths paths) {
    /** Returns an access that is not connected yet; {@code name} is part of the names of threads. */
    public static ScopeAccess to(String scope, String name, Duration requestTimeout, @Nullable Executor callbacks) {
        EventLoop loop = new EventLoop(name, LogPrefix.of(scope, name));
        Connection connection = new Connection(loop, requestTimeout);
        return new ScopeAccess(
                scope,
                loop,
                connection,
                new Attempts(loop, connection, requestTimeout),
                new Callbacks(name, callbacks),
                new ScopePaths(scope));
    }
}
