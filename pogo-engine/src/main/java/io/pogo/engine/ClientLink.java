package io.pogo.engine;

import io.pogo.engine.access.ScopeAccess;
import io.pogo.engine.base.Futures;
import io.pogo.engine.base.Moment;
import io.pogo.engine.base.Threads;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Sessions;
import io.pogo.engine.store.Store;
import io.pogo.engine.tree.Layout;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ZooKeeper connection of a client that is not a member. It owns nothing that depends on a session, so the next
 * session simply replaces one that is lost.
 */
final class ClientLink implements Sessions.Listener {
    private static final Logger log = LoggerFactory.getLogger(ClientLink.class);

    private final ScopeAccess access;
    private final Store store;
    private final String logPrefix;
    private final Sessions sessions;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private boolean closing;

    ClientLink(ScopeAccess access, Store store, String name) {
        this.access = access;
        this.store = store;
        this.logPrefix = access.loop().logPrefix();
        this.sessions = store.sessions(access.loop(), name, logPrefix, this);
    }

    /** Connects, and verifies that the scope exists. Blocks; on failure everything is closed again. */
    void open(Duration patience) {
        try {
            store.connect(patience);
            access.connection().begin();
            sessions.open();
            Futures.await(access.attempts()
                    .run(
                            "looking for scope " + access.scope(),
                            (session, repeated) -> Layout.find(session, access.paths(), where())));
        } catch (RuntimeException e) {
            Futures.awaitUninterruptibly(close());
            throw e;
        }
    }

    private String where() {
        return store.isLocal() ? store.address() : "ZooKeeper at " + store.address();
    }

    /** Ends the connection; a second call gets the same result. */
    CompletableFuture<Void> close() {
        access.attempts().close();
        access.loop().execute(() -> {
            if (!closing) {
                closing = true;
                sessions.close();
                access.connection().close();
                Threads.run(access.scope(), "close", this::finish);
            }
        });
        return closed;
    }

    /** Closes the client, the loop and the callbacks; on a thread of its own, as it waits for other threads. */
    private void finish() {
        try {
            store.close(logPrefix);
        } finally {
            access.loop().close();
            access.callbacks().close();
            closed.complete(null);
        }
    }

    @Override
    public void began(Session session, Moment proven) {
        access.connection().connected(session);
    }

    @Override
    public void resumed(Session session) {
        access.connection().connected(session);
    }

    @Override
    public void suspended() {
        access.connection().disconnected();
    }

    @Override
    public void ended(String why) {
        log.info("{} {}; another one follows", logPrefix, why);
        access.connection().disconnected();
    }
}
