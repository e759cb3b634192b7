package io.pogo.engine;

import io.pogo.core.PlannerSettings;
import io.pogo.engine.access.ScopeAccess;
import io.pogo.engine.base.Futures;
import io.pogo.engine.store.Store;
import java.time.Duration;

/** The client of a scope that is not a member, as its user sees it. */
public final class Client extends ScopeCalls {
    private final ClientLink link;

    private Client(ScopeAccess access, ClientLink link) {
        super(access, PlannerSettings.DEFAULTS);
        this.link = link;
    }

    /** Connects; on failure everything is closed again. */
    public static Client connect(ScopeAccess access, Store store, String name, Duration connectionTimeout) {
        ClientLink link = new ClientLink(access, store, name);
        link.open(connectionTimeout);
        return new Client(access, link);
    }

    @Override
    public void close() {
        Futures.awaitUninterruptibly(link.close());
    }

    @Override
    public String toString() {
        return "ScopeClient[" + scope() + "]";
    }
}
