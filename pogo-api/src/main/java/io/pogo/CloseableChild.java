package io.pogo;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The child that {@link StartStopChild#of} creates. Start and stop of one run never overlap, but are called on
 * different threads.
 */
final class CloseableChild implements StartStopChild {
    private final Callable<? extends AutoCloseable> opener;
    private volatile @Nullable AutoCloseable opened;

    CloseableChild(Callable<? extends AutoCloseable> opener) {
        this.opener = Objects.requireNonNull(opener, "opener");
    }

    @Override
    public void start(ChildContext context, ExitSignal exit) throws Exception {
        opened = Objects.requireNonNull(opener.call(), "the opener returned null");
    }

    @Override
    public void stop() throws Exception {
        AutoCloseable closeable = opened;
        if (closeable != null) {
            closeable.close();
        }
    }
}
