package io.pogo.engine.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A session with the store, with asynchronous requests. A write through it belongs to that session: once the session is
 * over the write fails and has no effect. Nothing is retried here: only the caller knows the consequences of a lost
 * connection. Requests are answered in the order in which they were made.
 *
 * <p>Futures complete on a thread of the store's, so their dependent actions must pass work to the loop at once, or
 * take very little time. A read of a missing znode returns an empty answer. Everything else is a {@link StoreFailure},
 * or an {@link UnclearAnswer}, after which the request must be made again. A request that is never answered fails.
 */
public interface Session {
    long id();

    /** Returns the session timeout that was granted, which may differ from the requested one. */
    Duration timeout();

    /** Returns the beginning of log lines: the scope and the node. */
    String logPrefix();

    /** Returns the proofs that were answered in this session, also in earlier stays under it. */
    ProofHistory proofs();

    /** Returns the greatest length of an answer in bytes; a longer answer costs the connection. */
    int longestAnswer();

    default CompletableFuture<Optional<Znode>> read(String path) {
        return read(path, null);
    }

    /** Reads a znode, and watches it if there is a watch. A missing znode is not watched. */
    CompletableFuture<Optional<Znode>> read(String path, @Nullable Watch watch);

    /**
     * Reads the state of a znode, and watches the znode if there is a watch. The watch is also set on a missing znode,
     * until it is created: the caller must remove it with {@link #unwatch}.
     */
    CompletableFuture<Optional<Stamp>> exists(String path, @Nullable Watch watch);

    /** Returns the names of the children; empty if the znode is missing. */
    default CompletableFuture<List<String>> children(String path) {
        return listing(path, null)
                .thenApply(listing -> listing.map(Listing::names).orElse(List.of()));
    }

    CompletableFuture<Optional<Listing>> listing(String path, @Nullable Watch watch);

    /**
     * Makes several reads in one request, each with an answer of its own; together the answers must not exceed
     * {@link #longestAnswer}.
     */
    CompletableFuture<List<Reply>> readAll(List<Read> reads);

    /**
     * Makes all writes in one transaction, or none. The failure is a {@link StoreFailure} that names the write which
     * was refused.
     *
     * @return for each write the state of the znode that it created or wrote; empty for others, and for creations if
     *     the server does not tell
     */
    CompletableFuture<List<Optional<Stamp>>> write(List<Write> writes);

    CompletableFuture<Void> create(String path, byte[] data);

    CompletableFuture<Void> delete(String path, int version);

    CompletableFuture<Void> setData(String path, byte[] data, int version);

    /**
     * Proves that this session lives: makes a transaction that only checks a znode, and that a quorum commits. A check
     * that is refused is committed like one that holds; a deposed leader can commit neither. Reads through this session
     * afterwards contain everything that was committed before.
     *
     * @return empty if the znode is there, else the refusal of the check: MISSING or DENIED
     */
    CompletableFuture<Optional<Refusal>> prove(String path);

    /** Adds a watch of a znode and the list of its children that stays, also over a change of the connection. */
    CompletableFuture<Void> watch(String path, Watch watch);

    /** Adds a watch of a znode and all below it that stays, also over a change of the connection. */
    CompletableFuture<Void> watchTree(String path, Watch watch);

    /**
     * Watches znodes as one transaction has created or last written them, in one request for all of them where the
     * store can do that. A watch is used up by its first change. It is called at once if the znode is gone, or was
     * written by a later transaction. If the request fails, a watch may be set or not.
     *
     * @param since the transaction
     * @param watches the watches, by path
     */
    default CompletableFuture<Void> watchSince(long since, Map<String, Watch> watches) {
        return CompletableFuture.allOf(watches.entrySet().stream()
                .map(each -> exists(each.getKey(), each.getValue())
                        .thenAccept(found -> tellIfChanged(each.getKey(), each.getValue(), since, found)))
                .toArray(CompletableFuture[]::new));
    }

    private void tellIfChanged(String path, Watch watch, long since, Optional<Stamp> found) {
        if (found.isEmpty() || found.get().mzxid() > since) {
            unwatch(path, watch);
            watch.changed(path, found.isEmpty() ? Watch.Kind.DELETED : Watch.Kind.WRITTEN);
        }
    }

    /** Removes a watch here and on the server; does nothing if there is none. */
    void unwatch(String path, Watch watch);

    /**
     * Returns the paths of all ephemeral znodes of this session, including those that were not made by Pogo, and with
     * the chroot if there is one.
     */
    CompletableFuture<List<String>> ephemerals();

    /** The names of a znode's children, with the znode's own state. */
    record Listing(List<String> names, Stamp stamp) {}
}
