package io.pogo.zk.internal.latch;

import io.pogo.engine.base.EventLoop;
import io.pogo.engine.tree.Owners;
import io.pogo.zk.internal.store.ZkSession;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds a latch that stands first in its queue and does not lead: Curator only logs an answer that it does not expect,
 * THROTTLEDOP for one, and such a latch waits for ever. Two looks must agree: one that has just become first is about
 * to lead. On the loop.
 */
public final class LatchCheck {
    private static final Duration SETTLED = Duration.ofSeconds(1);

    private final EventLoop loop;
    private final ZkSession session;
    private final String folder;
    private final Supplier<@Nullable String> waiting;
    private final Runnable onPassedOver;

    /**
     * Creates a check that has not looked yet.
     *
     * @param waiting the znode of the latch while it waits to lead, otherwise null
     */
    public LatchCheck(
            EventLoop loop,
            ZkSession session,
            String folder,
            Supplier<@Nullable String> waiting,
            Runnable onPassedOver) {
        this.loop = loop;
        this.session = session;
        this.folder = folder;
        this.waiting = waiting;
        this.onPassedOver = onPassedOver;
    }

    public void lookSoon() {
        loop.after(SETTLED, () -> look(null));
    }

    private void look(@Nullable String seen) {
        String path = waiting.get();
        if (path == null) {
            return;
        }
        loop.when(session.children(folder), (names, failure) -> {
            boolean isFirst = names != null
                    && Owners.first(names)
                            .map(name -> folder + "/" + name)
                            .filter(path::equals)
                            .isPresent();
            if (!isFirst || !path.equals(waiting.get())) {
                return;
            }
            if (path.equals(seen)) {
                onPassedOver.run();
            } else {
                loop.after(SETTLED, () -> look(path));
            }
        });
    }
}
