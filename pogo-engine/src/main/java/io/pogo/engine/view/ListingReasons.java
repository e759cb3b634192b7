package io.pogo.engine.view;

import io.pogo.ChildInfo;
import io.pogo.PogoException;
import io.pogo.core.PlannerSettings;
import io.pogo.core.ScopeState;
import io.pogo.core.WaitReasons;
import io.pogo.engine.base.Futures;
import io.pogo.engine.base.WallClock;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Session;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Fills in the reasons why children without a place wait, in the words of an explanation: the scope is read and planned
 * once for all of them.
 */
public final class ListingReasons {
    private final ScopeReader reader;
    private final PlannerSettings settings;
    private final Executor work;

    public ListingReasons(ScopeReader reader, PlannerSettings settings, Executor work) {
        this.reader = reader;
        this.work = work;
        this.settings = settings;
    }

    /**
     * Fills in the reasons of the children that wait. Most listings contain no such child and read nothing more. A
     * client that may not read the whole scope gets the children unchanged.
     */
    CompletableFuture<List<ChildInfo>> fill(Session session, List<ChildInfo> found) {
        if (found.stream().noneMatch(ListingReasons::waits)) {
            return CompletableFuture.completedFuture(found);
        }
        return reader.read(session)
                .thenApplyAsync(state -> fill(state, found), work)
                .exceptionallyCompose(failure -> isKnownLess(failure)
                        ? CompletableFuture.completedFuture(found)
                        : CompletableFuture.failedFuture(failure));
    }

    private List<ChildInfo> fill(ScopeState state, List<ChildInfo> found) {
        WaitReasons reasons = new WaitReasons(state, settings, WallClock.millis());
        return found.stream()
                .map(child -> waits(child) ? child.withReason(reasons.of(child.id())) : child)
                .toList();
    }

    private static boolean isKnownLess(Throwable failure) {
        return Failures.isRefusal(failure) || Futures.cause(failure) instanceof PogoException;
    }

    private static boolean waits(ChildInfo child) {
        return WaitReasons.PLANNER.equals(child.reason());
    }
}
