package io.pogo.zk;

import io.pogo.ChildFailedException;
import io.pogo.ChildInfo;
import io.pogo.ChildNotFoundException;
import io.pogo.ChildState;
import io.pogo.PogoException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.jspecify.annotations.Nullable;

/** Waits for one child to run, by looking it up again whenever one of its znodes changes. */
final class RunWatch implements Watcher {
    private final ScopeAccess access;
    private final String id;
    private final Listings listings;
    private final CompletableFuture<ChildInfo> result = new CompletableFuture<>();
    private volatile @Nullable ZkSession watching;

    RunWatch(ScopeAccess access, String id, Listings listings) {
        this.access = access;
        this.id = id;
        this.listings = listings;
    }

    CompletableFuture<ChildInfo> start() {
        Futures.whenDone(result, (child, failure) -> unwatch());
        access.attempts().endWithClose(result);
        look();
        return result;
    }

    @Override
    public void process(WatchedEvent event) {
        if (event.getType() != Event.EventType.None || event.getState() == Event.KeeperState.Expired) {
            look();
        }
    }

    private void look() {
        if (result.isDone()) {
            return;
        }
        CompletableFuture<Optional<ChildInfo>> lookUp = access.attempts()
                .run("the look-up of child " + id, (session, repeated) -> {
                    watching = session;
                    CompletableFuture<Optional<ChildInfo>> found = listings.watched(session, id, this);
                    if (result.isDone()) {
                        unwatch();
                    }
                    return found;
                });
        Futures.whenDone(lookUp.thenAccept(this::onFound), (done, failure) -> {
            if (failure != null) {
                onFailure(Failures.cause(failure));
            }
        });
    }

    private void onFound(Optional<ChildInfo> found) {
        if (found.isEmpty() || isGone(found.get())) {
            result.completeExceptionally(new ChildNotFoundException(access.scope(), id));
        } else if (found.get().state() == ChildState.RUNNING) {
            result.complete(found.get());
        } else if (found.get().state() == ChildState.FAILED) {
            result.completeExceptionally(new ChildFailedException(found.get()));
        }
    }

    /** Terminated or done; one that is stopping for a pause, or because its spec is another one, is not. */
    private static boolean isGone(ChildInfo child) {
        return child.state() == ChildState.COMPLETED || (child.state() == ChildState.STOPPING && child.revision() == 0);
    }

    /** ZooKeeper being away is waited out; the caller bounds that. */
    private void onFailure(Throwable cause) {
        if (cause instanceof io.pogo.UnavailableException || cause instanceof io.pogo.IndeterminateException) {
            look();
        } else {
            result.completeExceptionally(
                    cause instanceof PogoException ? cause : new PogoException(cause.toString(), cause));
        }
    }

    private void unwatch() {
        ZkSession session = watching;
        if (session != null) {
            session.unwatch(access.paths().child(id), this);
            session.unwatch(access.paths().failure(id), this);
            session.unwatch(access.paths().owner(id), this);
        }
    }
}
