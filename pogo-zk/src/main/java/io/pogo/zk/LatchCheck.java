package io.pogo.zk;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds a latch that stands first in its queue and does not lead, or that waits behind a znode of its own that it does not know: Curator
 * only logs an answer that it does not expect, THROTTLEDOP for one, and such a latch waits for ever. Two looks must agree: one that
 * has just become first is about to lead. On the loop.
 */
final class LatchCheck {
    private static final Duration SETTLED = Duration.ofSeconds(1);

    private final EventLoop loop;
    private final ZkSession session;
    private final String folder;
    private final String nodeId;
    private final Supplier<@Nullable String> waiting;
    private final Runnable onPassedOver;

    /**
     * Creates a check that has not looked yet.
     *
     * @param waiting the znode of the latch while it waits to lead, otherwise null
     */
    LatchCheck(
            EventLoop loop,
            ZkSession session,
            String folder,
            String nodeId,
            Supplier<@Nullable String> waiting,
            Runnable onPassedOver) {
        this.loop = loop;
        this.session = session;
        this.folder = folder;
        this.nodeId = nodeId;
        this.waiting = waiting;
        this.onPassedOver = onPassedOver;
    }

    void lookSoon() {
        loop.after(SETTLED, () -> look(null));
    }

    private void look(@Nullable String seen) {
        String path = waiting.get();
        if (path == null) {
            return;
        }
        loop.when(first(), (first, failure) -> {
            if (first == null || first.isEmpty() || !path.equals(waiting.get()) || !isOurs(first.get())) {
                return;
            }
            String at = first.get().path();
            if (!at.equals(seen)) {
                loop.after(SETTLED, () -> look(at));
            } else if (at.equals(path)) {
                onPassedOver.run();
            } else {
                Futures.unattended("removing " + at, Layout.deleteIfUnchanged(session, at, 0));
                lookSoon();
            }
        });
    }

    private CompletableFuture<Optional<Znode>> first() {
        return session.children(folder)
                .thenCompose(names -> Owners.first(names)
                        .map(name -> session.read(folder + "/" + name))
                        .orElse(CompletableFuture.completedFuture(Optional.empty())));
    }

    private boolean isOurs(Znode first) {
        return first.stat().getEphemeralOwner() == session.id()
                && nodeId.equals(new String(first.data(), StandardCharsets.UTF_8));
    }
}
