package io.pogo.engine.planner;

import io.pogo.core.ScopeLimits;
import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.Futures;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.format.StoredFullness;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Write;
import io.pogo.engine.tree.Layout;
import io.pogo.engine.tree.Squatters;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gate that closes the scope to new children while a limit is reached: by a znode that states the reason, which the
 * {@code StartAdmission} of every client and supervisor checks before it starts children. Part of the planner, which
 * alone sees the whole scope. All on the loop.
 */
final class ScopeGate {
    private static final Logger log = LoggerFactory.getLogger(ScopeGate.class);
    private static final int ANY_VERSION = -1;

    private final EventLoop loop;
    private final Session session;
    private final ScopePaths paths;
    private final String guard;
    private final ScopeLimits limits;
    private final Runnable onMended;
    private boolean writing;

    /**
     * Creates a gate that calls {@code onMended} to be {@linkplain #adjust adjusted} again some time after a write was
     * refused, when the cause may be fixed.
     */
    ScopeGate(EventLoop loop, Session session, ScopePaths paths, String guard, ScopeLimits limits, Runnable onMended) {
        this.loop = loop;
        this.session = session;
        this.paths = paths;
        this.guard = guard;
        this.limits = limits;
        this.onMended = onMended;
    }

    /** Forgets the write in flight after a reconnect. */
    void reset() {
        writing = false;
    }

    /** Opens or closes the scope if its state differs from the limits. */
    void adjust(int children, long specBytes, boolean closed) {
        Optional<String> reached = limits.reached(children, specBytes);
        if (writing || reached.isPresent() == closed) {
            return;
        }
        writing = true;
        loop.when(reached.map(this::close).orElseGet(this::open), (done, failure) -> {
            if (failure != null && Failures.isRefusal(failure)) {
                log.error(
                        "{} {} may not be changed; it is tried again",
                        loop.logPrefix(),
                        paths.full(),
                        Futures.cause(failure));
                loop.after(Failures.UNTIL_MENDED, () -> {
                    writing = false;
                    onMended.run();
                });
                return;
            }
            writing = false;
            if (failure != null) {
                log.debug("{} {} was not changed", loop.logPrefix(), paths.full(), Futures.cause(failure));
            } else if (reached.isPresent()) {
                log.warn("{} {} takes no more children: {}", loop.logPrefix(), paths.root(), reached.get());
            } else {
                log.info("{} {} takes children again", loop.logPrefix(), paths.root());
            }
        });
    }

    /**
     * Closes the scope. All requests are sent at once: a session's requests are carried out in their order, and
     * meanwhile more children arrive.
     */
    private CompletableFuture<?> close(String why) {
        return CompletableFuture.allOf(
                Layout.createIfMissing(session, paths.control(), new byte[0]),
                Layout.createIfMissing(session, ScopePaths.parent(paths.full()), new byte[0]),
                Squatters.outOfTheWay(
                        session,
                        paths.full(),
                        session.write(
                                List.of(Write.exists(guard), Write.create(paths.full(), StoredFullness.encode(why))))));
    }

    /**
     * Opens the scope, whatever reason the znode currently states: the guard is the condition, and a znode written by
     * others is corrected anyway.
     */
    private CompletableFuture<?> open() {
        return session.write(List.of(Write.exists(guard), Write.delete(paths.full(), ANY_VERSION)));
    }
}
