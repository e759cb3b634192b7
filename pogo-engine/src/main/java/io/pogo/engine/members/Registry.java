package io.pogo.engine.members;

import io.pogo.engine.format.MemberData;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;

/**
 * The stored entries of the members. An entry belongs to a session, and may be missing for a moment while that lives;
 * {@link Directory} makes it again. Used only on the loop.
 */
public interface Registry {
    /** Follows the entries, as far as that is not done yet; completes when they were read as a whole. */
    CompletableFuture<Void> follow();

    /** Creates the entry of this node. */
    CompletableFuture<Void> register(MemberData entry);

    /** Writes the entry of this node. */
    CompletableFuture<Void> update(MemberData entry);

    /** Returns the entries as they are known; empty before the first {@link #follow} is complete. */
    Collection<Entry> entries();

    /** Removes the entry of this node, and ends. Steps that exceed the limit continue in the background. */
    CompletableFuture<Void> close(Duration limit);

    /** Ends without a request: the entry of this node ends with its session. */
    void abandon();

    /**
     * The entry of one member.
     *
     * @param member the content
     * @param session the session that owns the entry
     */
    record Entry(MemberData member, long session) {}
}
