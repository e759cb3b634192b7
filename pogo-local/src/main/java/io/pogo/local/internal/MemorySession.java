package io.pogo.local.internal;

import io.pogo.engine.store.ProofHistory;
import io.pogo.engine.store.Read;
import io.pogo.engine.store.Refusal;
import io.pogo.engine.store.Reply;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Stamp;
import io.pogo.engine.store.UnclearAnswer;
import io.pogo.engine.store.Watch;
import io.pogo.engine.store.Write;
import io.pogo.engine.store.Znode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A session with the store in memory. Safe to use from any thread. */
public final class MemorySession implements Session {
    private final MemoryServer server;
    private final long id;
    private final Duration timeout;
    private final String logPrefix;
    private final Executor answers;
    private final Runnable onEnd;
    private final Runnable onUnclear;
    private final ProofHistory proofs = new ProofHistory();
    private volatile boolean over;
    private volatile boolean removed;

    MemorySession(
            MemoryServer server,
            long id,
            Duration timeout,
            String logPrefix,
            Executor answers,
            Runnable onEnd,
            Runnable onUnclear) {
        this.server = server;
        this.id = id;
        this.timeout = timeout;
        this.logPrefix = logPrefix;
        this.answers = answers;
        this.onEnd = onEnd;
        this.onUnclear = onUnclear;
    }

    @Override
    public long id() {
        return id;
    }

    /**
     * Returns the timeout that was asked for; zero once the znodes of the session are removed, as ZooKeeper's client
     * does when it gets to know of that. Until then the children of a node have their whole time to stop.
     */
    @Override
    public Duration timeout() {
        return removed ? Duration.ZERO : timeout;
    }

    @Override
    public String logPrefix() {
        return logPrefix;
    }

    @Override
    public ProofHistory proofs() {
        return proofs;
    }

    /** Returns the greatest number there is: nothing is sent anywhere. */
    @Override
    public int longestAnswer() {
        return Integer.MAX_VALUE;
    }

    @Override
    public CompletableFuture<Optional<Znode>> read(String path, @Nullable Watch watch) {
        return server.ask(this, path, () -> server.read(this, path, watch));
    }

    @Override
    public CompletableFuture<Optional<Stamp>> exists(String path, @Nullable Watch watch) {
        return server.ask(this, path, () -> server.exists(this, path, watch));
    }

    @Override
    public CompletableFuture<Optional<Listing>> listing(String path, @Nullable Watch watch) {
        return server.ask(this, path, () -> server.listing(this, path, watch));
    }

    @Override
    public CompletableFuture<List<Reply>> readAll(List<Read> reads) {
        return server.ask(this, reads.get(0).path(), () -> server.readAll(reads));
    }

    @Override
    public CompletableFuture<List<Optional<Stamp>>> write(List<Write> writes) {
        return server.ask(this, writes.get(0).path(), () -> server.write(this, writes));
    }

    @Override
    public CompletableFuture<Void> create(String path, byte[] data) {
        return write(Write.create(path, data));
    }

    @Override
    public CompletableFuture<Void> delete(String path, int version) {
        return write(Write.delete(path, version));
    }

    @Override
    public CompletableFuture<Void> setData(String path, byte[] data, int version) {
        return write(Write.put(path, data, version));
    }

    private CompletableFuture<Void> write(Write write) {
        return server.ask(this, write.path(), () -> server.write(this, write));
    }

    /** Creates an ephemeral znode with a number at the end of its name; completes with its path. */
    CompletableFuture<String> createNumbered(String prefix, byte[] data) {
        return server.ask(this, prefix, () -> server.createNumbered(this, prefix, data));
    }

    @Override
    public CompletableFuture<Optional<Refusal>> prove(String path) {
        return server.ask(this, path, () -> server.prove(path));
    }

    @Override
    public CompletableFuture<Void> watch(String path, Watch watch) {
        return watch(path, Watches.Type.ZNODE, watch);
    }

    @Override
    public CompletableFuture<Void> watchTree(String path, Watch watch) {
        return watch(path, Watches.Type.TREE, watch);
    }

    private CompletableFuture<Void> watch(String path, Watches.Type type, Watch watch) {
        return server.ask(this, path, () -> {
            server.watch(this, path, type, watch);
            return null;
        });
    }

    @Override
    public void unwatch(String path, Watch watch) {
        server.unwatch(this, path, watch);
    }

    @Override
    public CompletableFuture<List<String>> ephemerals() {
        return server.ask(this, "/", () -> server.ephemerals(this));
    }

    /** Ends the session; does nothing if it is over. */
    public void close() {
        server.close(this);
    }

    boolean isOver() {
        return over;
    }

    void end() {
        over = true;
    }

    void remove() {
        removed = true;
    }

    void post(Runnable task) {
        answers.execute(task);
    }

    void postEnd() {
        post(onEnd);
    }

    void postUnclear(CompletableFuture<?> answer, UnclearAnswer failure) {
        post(() -> {
            answer.completeExceptionally(failure);
            onUnclear.run();
        });
    }
}
