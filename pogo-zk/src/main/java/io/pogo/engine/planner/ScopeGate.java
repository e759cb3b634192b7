package io.pogo.engine.planner;

import io.pogo.core.ScopeLimits;
import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.Futures;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.format.StoredFullness;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.ZkSession;
import io.pogo.engine.tree.Layout;
import io.pogo.engine.tree.Squatters;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.Op;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes the scope to new children while a limit is reached: by a znode that says why, which {@code Room} of everybody
 * who starts children looks at. The planner's, which alone sees the whole scope. All on the loop.
 */
final class ScopeGate {
    private static final Logger log = LoggerFactory.getLogger(ScopeGate.class);
    private static final int ANY_VERSION = -1;

    private final EventLoop loop;
    private final ZkSession session;
    private final ScopePaths paths;
    private final String guard;
    private final ScopeLimits limits;
    private final Runnable onMended;
    private boolean writing;

    /** Asks to be {@linkplain #adjust adjusted} once more where what it was refused may be mended by now. */
    ScopeGate(
            EventLoop loop, ZkSession session, ScopePaths paths, String guard, ScopeLimits limits, Runnable onMended) {
        this.loop = loop;
        this.session = session;
        this.paths = paths;
        this.guard = guard;
        this.limits = limits;
        this.onMended = onMended;
    }

    /** After a reconnect nothing is known to be under way. */
    void reset() {
        writing = false;
    }

    /** Opens or closes the scope if it is not as it should be. */
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

    /** All at once: a session's requests are carried out in their order, and meanwhile more children come. */
    private CompletableFuture<?> close(String why) {
        return CompletableFuture.allOf(
                Layout.createIfMissing(session, paths.control(), new byte[0]),
                Layout.createIfMissing(session, ScopePaths.parent(paths.full()), new byte[0]),
                Squatters.outOfTheWay(
                        session,
                        paths.full(),
                        session.write(List.of(
                                ZkSession.checkOp(guard),
                                session.createOp(paths.full(), StoredFullness.encode(why))))));
    }

    /** Whatever it says by now: the guard is the condition, and what somebody else wrote there is put right anyway. */
    private CompletableFuture<?> open() {
        return session.write(List.of(ZkSession.checkOp(guard), Op.delete(paths.full(), ANY_VERSION)));
    }
}
