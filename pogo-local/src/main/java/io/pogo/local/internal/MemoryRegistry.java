package io.pogo.local.internal;

import io.pogo.engine.base.Futures;
import io.pogo.engine.format.MemberData;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.members.Registry;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Read;
import io.pogo.engine.store.Refusal;
import io.pogo.engine.store.Watch;
import io.pogo.engine.store.Write;
import io.pogo.engine.store.Znode;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The entries of the members: a znode for each, which belongs to the member's session. */
final class MemoryRegistry implements Registry {
    /** The pause between an unclear answer and the next attempt. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final MemoryStore store;
    private final ScopePaths paths;
    private final String path;
    private final MemberData.Serializer serializer;
    private final Runnable onChange;
    private final Watch changes = this::onEvent;
    private volatile List<Entry> entries = List.of();
    private volatile @Nullable MemorySession followed;
    private volatile @Nullable MemorySession loaded;
    private volatile boolean closed;

    MemoryRegistry(MemoryStore store, ScopePaths paths, String nodeId, String logPrefix, Runnable onChange) {
        this.store = store;
        this.paths = paths;
        this.path = paths.member(nodeId);
        this.serializer = new MemberData.Serializer(logPrefix);
        this.onChange = onChange;
    }

    /** Follows the entries through the present session; the watch of an earlier one has ended with it. */
    @Override
    public CompletableFuture<Void> follow() {
        MemorySession now = session();
        if (now == loaded) {
            return CompletableFuture.completedFuture(null);
        }
        followed = now;
        return now.watchTree(paths.members(), changes)
                .thenCompose(watched -> load(now))
                .thenRun(() -> loaded = now);
    }

    /** Reads all entries, in two requests: loads are answered in their order, and the last one has the last word. */
    private CompletableFuture<Void> load(MemorySession from) {
        return from.children(paths.members())
                .thenCompose(names -> names.isEmpty()
                        ? CompletableFuture.completedFuture(List.of())
                        : from.readAll(names.stream()
                                .map(name -> Read.data(paths.member(name)))
                                .toList()))
                .thenAccept(replies -> keep(replies.stream()
                        .flatMap(reply -> reply.znode().stream())
                        .toList()));
    }

    private void keep(List<Znode> found) {
        entries = found.stream()
                .filter(Znode::isEphemeral)
                .map(znode -> new Entry(
                        serializer.decode(znode.path(), znode.data()),
                        znode.stamp().owner()))
                .toList();
    }

    private void onEvent(String changed, Watch.Kind kind) {
        MemorySession now = followed;
        if (kind != Watch.Kind.AWAY && now != null) {
            reload(now);
        }
    }

    private void reload(MemorySession from) {
        if (closed || from != followed) {
            return;
        }
        Futures.whenDone(load(from), (done, failure) -> {
            if (failure == null && !closed) {
                onChange.run();
            } else if (failure != null && Failures.isUnclear(failure)) {
                CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(() -> reload(from));
            }
        });
    }

    /** Creates the entry; completes when the entries that are known have it. */
    @Override
    public CompletableFuture<Void> register(MemberData entry) {
        MemorySession now = session();
        List<Write> creation = List.of(Write.createEphemeral(path, serializer.encode(entry)));
        return now.write(creation)
                .exceptionallyCompose(failure -> Failures.refusal(failure) == Refusal.EXISTS
                        ? now.write(List.of(Write.delete(path, Write.ANY_VERSION), creation.get(0)))
                        : CompletableFuture.failedFuture(failure))
                .thenCompose(created -> load(now))
                .thenRun(onChange);
    }

    @Override
    public CompletableFuture<Void> update(MemberData entry) {
        return session().setData(path, serializer.encode(entry), Write.ANY_VERSION);
    }

    @Override
    public Collection<Entry> entries() {
        return entries;
    }

    @Override
    public CompletableFuture<Void> close(Duration limit) {
        closed = true;
        MemorySession now = store.session();
        if (now == null) {
            return CompletableFuture.completedFuture(null);
        }
        now.unwatch(paths.members(), changes);
        return now.read(path)
                .thenCompose(found ->
                        found.filter(entry -> entry.stamp().owner() == now.id()).isPresent()
                                ? now.delete(path, Write.ANY_VERSION)
                                : CompletableFuture.completedFuture(null));
    }

    @Override
    public void abandon() {
        closed = true;
    }

    private MemorySession session() {
        return Objects.requireNonNull(store.session(), "a member has a session");
    }
}
