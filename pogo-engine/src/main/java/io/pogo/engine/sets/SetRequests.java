package io.pogo.engine.sets;

import io.pogo.ChildSet;
import io.pogo.SetOutcome;
import io.pogo.engine.access.ScopeAccess;
import io.pogo.engine.request.Requests;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;

/** The declarations and withdrawals of sets, from any thread. */
public final class SetRequests {
    private final ScopeAccess access;
    private final Requests requests;

    public SetRequests(ScopeAccess access, Requests requests) {
        this.access = access;
        this.requests = requests;
    }

    /**
     * Declares a set.
     *
     * @param progress called, on a callback thread, with the number of children of each part that is done
     */
    public CompletableFuture<SetOutcome> declare(ChildSet set, IntConsumer progress) {
        return execution(SetGoal.declared(set), progress).run();
    }

    public CompletableFuture<SetOutcome> preview(ChildSet set) {
        return execution(SetGoal.declared(set), SetRequests::ignore).preview();
    }

    public CompletableFuture<SetOutcome> withdraw(String name) {
        return execution(SetGoal.withdrawn(name), SetRequests::ignore).run();
    }

    private SetExecution execution(SetGoal goal, IntConsumer progress) {
        return new SetExecution(access, requests, goal, progress);
    }

    /** Takes note of no progress. */
    public static void ignore(int children) {}
}
