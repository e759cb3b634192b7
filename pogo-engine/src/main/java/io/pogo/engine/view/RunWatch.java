package io.pogo.engine.view;

import io.pogo.ChildFailedException;
import io.pogo.ChildInfo;
import io.pogo.ChildNotFoundException;
import io.pogo.ChildState;
import io.pogo.IndeterminateException;
import io.pogo.PogoException;
import io.pogo.UnavailableException;
import io.pogo.engine.access.ScopeAccess;
import io.pogo.engine.base.Futures;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Watch;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The waits for one child to run, and its watches: whenever one of its znodes changes it is looked up again, once for
 * all waits. A wait that arrives while a look-up is in flight is answered by the next one, which sees all earlier
 * changes. On the loop, see {@link RunWaits}.
 */
final class RunWatch implements Watch {
    /** The maximum number of waits that end in one task, so that the loop can do other work in between. */
    private static final int ENDED_AT_ONCE = 1_000;

    private final ScopeAccess access;
    private final String id;
    private final Listings listings;
    private final Consumer<RunWatch> onChange;
    private final Set<CompletableFuture<ChildInfo>> lookedFor = new LinkedHashSet<>();
    private final Set<CompletableFuture<ChildInfo>> late = new LinkedHashSet<>();
    private boolean looking;
    private volatile boolean ended;
    private volatile @Nullable Session watching;

    RunWatch(ScopeAccess access, String id, Listings listings, Consumer<RunWatch> onChange) {
        this.access = access;
        this.id = id;
        this.listings = listings;
        this.onChange = onChange;
    }

    String id() {
        return id;
    }

    void add(CompletableFuture<ChildInfo> wait) {
        late.add(wait);
    }

    @SuppressWarnings("CollectionUndefinedEquality") // the very same one
    void remove(CompletableFuture<ChildInfo> wait) {
        late.remove(wait);
        lookedFor.remove(wait);
    }

    boolean isUnused() {
        return late.isEmpty() && lookedFor.isEmpty();
    }

    boolean isLooking() {
        return looking;
    }

    /** Returns whether its watches are set in another session than this one. */
    boolean isElsewhere(Session session) {
        return watching != null && watching != session;
    }

    /** Requests another look-up after a change. A new session is reported by the connection instead. */
    @Override
    public void changed(String path, Watch.Kind kind) {
        if (kind != Watch.Kind.AWAY) {
            access.loop().execute(() -> onChange.accept(this));
        }
    }

    /**
     * Looks the child up, and ends the waits if that decides them; completes with true if it must be looked up again
     * without a change.
     */
    CompletableFuture<Boolean> look() {
        try {
            return beginLook();
        } catch (Error e) {
            // No memory or no stack: the look-up is made again, and holds no place until then.
            looking = false;
            return CompletableFuture.completedFuture(true);
        }
    }

    private CompletableFuture<Boolean> beginLook() {
        looking = true;
        lookedFor.addAll(late);
        late.clear();
        CompletableFuture<Boolean> again = new CompletableFuture<>();
        access.loop().when(access.attempts().run("the look-up of child " + id, this::lookUp), (found, failure) -> {
            looking = false;
            try {
                again.complete(
                        failure == null ? onFound(Objects.requireNonNull(found)) : onFailure(Futures.cause(failure)));
            } finally {
                again.complete(true);
            }
        });
        return again;
    }

    private CompletableFuture<Optional<ChildInfo>> lookUp(Session session, boolean repeated) {
        watching = session;
        CompletableFuture<Optional<ChildInfo>> found = listings.watched(session, id, this);
        if (ended) {
            end();
        }
        return found;
    }

    private boolean onFound(Optional<ChildInfo> found) {
        if (found.isEmpty() || isGone(found.get())) {
            fail(new ChildNotFoundException(access.scope(), id));
        } else if (found.get().state() == ChildState.RUNNING) {
            endAll(wait -> wait.complete(found.get()));
        } else if (found.get().state() == ChildState.FAILED) {
            fail(new ChildFailedException(found.get()));
        }
        return false;
    }

    /**
     * Returns whether the child was terminated or is done; a child that stops because it was paused, or because its
     * spec was changed, is not gone.
     */
    private static boolean isGone(ChildInfo child) {
        return child.state() == ChildState.COMPLETED || (child.state() == ChildState.STOPPING && child.revision() == 0);
    }

    /**
     * Handles a failed look-up; returns true to repeat it while ZooKeeper is unavailable. The caller limits that time.
     */
    private boolean onFailure(Throwable cause) {
        if (cause instanceof UnavailableException || cause instanceof IndeterminateException) {
            return true;
        }
        fail(cause instanceof PogoException ? cause : new PogoException(cause.toString(), cause));
        return false;
    }

    private void fail(Throwable failure) {
        endAll(wait -> wait.completeExceptionally(failure));
    }

    private void endAll(Consumer<CompletableFuture<ChildInfo>> how) {
        Queue<CompletableFuture<ChildInfo>> ending = new ArrayDeque<>(lookedFor);
        lookedFor.clear();
        end(ending, how);
    }

    private void end(Queue<CompletableFuture<ChildInfo>> ending, Consumer<CompletableFuture<ChildInfo>> how) {
        for (int i = 0; i < ENDED_AT_ONCE && !ending.isEmpty(); i++) {
            how.accept(ending.remove());
        }
        if (!ending.isEmpty()) {
            access.loop().execute(() -> end(ending, how));
        }
    }

    /** Removes the watches, including those of a look-up in flight. */
    void end() {
        ended = true;
        Session session = watching;
        if (session != null) {
            session.unwatch(access.paths().child(id), this);
            session.unwatch(access.paths().failure(id), this);
            session.unwatch(access.paths().owner(id), this);
        }
    }
}
