package io.pogo.engine.planner;

import io.pogo.Ownership;
import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.Futures;
import io.pogo.engine.base.SupervisorSettings;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Watch;
import io.pogo.engine.tree.Layout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores the folders of a scope that were deleted, and logs the repair once. Part of the planner's work, on the loop.
 *
 * <p>The contents of the folders are restored from the remaining data, as after any other change: a spec that was
 * deleted is a child that was terminated, an assignment is written again, a lock is taken again.
 */
final class LayoutRepair implements Watch {
    private static final Logger log = LoggerFactory.getLogger(LayoutRepair.class);

    /**
     * The delay before a repair, so that the deletion of several folders one after the other is not raced, and is
     * logged once.
     */
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final EventLoop loop;
    private final Session session;
    private final ScopePaths paths;
    private final Ownership ownership;
    private final String logPrefix;
    private boolean looking;
    private boolean closed;

    LayoutRepair(EventLoop loop, Session session, ScopePaths paths, SupervisorSettings settings) {
        this.loop = loop;
        this.session = session;
        this.paths = paths;
        this.ownership = settings.ownership();
        this.logPrefix = settings.logPrefix();
    }

    /** Begins, or looks again after a reconnect. */
    void compare() {
        looking = false;
        loop.when(session.watch(paths.root(), this), (watched, failure) -> look());
    }

    void close() {
        closed = true;
        session.unwatch(paths.root(), this);
    }

    @Override
    public void changed(String path, Watch.Kind kind) {
        if (kind != Watch.Kind.AWAY && kind != Watch.Kind.WRITTEN) {
            loop.execute(this::lookSoon);
        }
    }

    private void lookSoon() {
        if (!looking && !closed) {
            looking = true;
            loop.after(PAUSE, this::look);
        }
    }

    private void look() {
        looking = false;
        if (!closed) {
            loop.when(Layout.standing(session, paths), (names, failure) -> {
                if (names != null && !closed) {
                    List<String> missing = new ArrayList<>(Layout.names(paths));
                    missing.removeAll(names);
                    repair(missing);
                }
            });
        }
    }

    private void repair(List<String> missing) {
        if (missing.isEmpty()) {
            return;
        }
        log.warn("{} {} of {} was deleted by somebody, and is made again", logPrefix, missing, paths.root());
        loop.when(Layout.ensure(session, paths, ownership, ""), (done, failure) -> {
            if (failure != null && !Failures.isLoss(failure)) {
                log.error(
                        "{} {} could not be made again; it is tried when something changes there, or in {} s",
                        logPrefix,
                        paths.root(),
                        Failures.UNTIL_MENDED.toSeconds(),
                        Futures.cause(failure));
                loop.after(Failures.UNTIL_MENDED, this::look);
            }
        });
    }
}
