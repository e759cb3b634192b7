package io.pogo.engine.request;

import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.format.StoredFullness;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Stamp;
import io.pogo.engine.store.Watch;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The check whether the scope takes new children, made before each start. A watch reports the planner's changes, so a
 * start costs no extra request while the scope is open. May be used on any thread.
 */
public final class StartAdmission implements Watch {
    private final ScopePaths paths;
    /**
     * The session under which the scope was open, and whose watch reports when that ends; null if the scope must be
     * checked.
     */
    private @Nullable Session open;

    private int events;

    StartAdmission(ScopePaths paths) {
        this.paths = paths;
    }

    /** Returns the reason why the scope takes no new child; empty if it does. */
    public CompletableFuture<Optional<String>> obstacle(Session session) {
        int before = eventsUnlessOpen(session);
        return before < 0
                ? CompletableFuture.completedFuture(Optional.empty())
                : session.exists(paths.full(), this).thenCompose(stat -> {
                    if (stat.filter(Stamp::isPersistent).isEmpty()) {
                        opened(session, before);
                        return CompletableFuture.completedFuture(Optional.empty());
                    }
                    return session.read(paths.full()).thenApply(znode -> znode.map(StoredFullness::reason));
                });
    }

    @Override
    public synchronized void changed(String path, Watch.Kind kind) {
        open = null;
        events++;
    }

    private synchronized int eventsUnlessOpen(Session session) {
        return open == session ? -1 : events;
    }

    private synchronized void opened(Session session, int before) {
        if (events == before) {
            open = session;
        }
    }
}
