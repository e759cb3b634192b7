package io.pogo.engine.members;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The place of this node in the planner's queue. The first member in the queue is the planner; every member in the
 * queue is alive. Of two places with one node id the first has the id. All on the loop.
 */
public interface Place {
    /**
     * Enters the queue. Completes when this node has its node id; fails if, after {@code patience}, another member
     * still has it or the queue could not be entered.
     */
    CompletableFuture<Void> join(Duration patience);

    /** Returns this node's znode in the queue; null while there is none. May be called on any thread. */
    @Nullable
    String path();

    /** Checks this node's znode again, after a reconnect or when the znode was reported as missing. */
    void verify();

    /** Checks whether this node is the planner now, after another member has left. */
    void mayLead();

    /** Leaves the queue. */
    void close();

    /** The listener that is notified, on the loop, whether this node is the planner. */
    interface Listener {
        /** Reports that this node is the planner, for as long as the znode with this path exists. */
        void elected(String path);

        /** Reports that this node is no longer the planner. */
        void deposed();
    }
}
