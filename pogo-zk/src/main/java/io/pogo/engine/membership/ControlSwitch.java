package io.pogo.engine.membership;

import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.Futures;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.ZkSession;
import io.pogo.engine.store.Znode;
import java.util.function.Consumer;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A setting of this member or of the scope that operators switch on and off: a znode that exists or does not, see
 * {@code ControlRequests}. It is read when it changes and after a reconnect. All on the loop.
 */
final class ControlSwitch implements Watcher {
    private static final Logger log = LoggerFactory.getLogger(ControlSwitch.class);

    private final EventLoop loop;
    private final ZkSession session;
    private final String path;
    private final Consumer<Boolean> onLook;
    private boolean closed;

    ControlSwitch(EventLoop loop, ZkSession session, String path, Consumer<Boolean> onLook) {
        this.loop = loop;
        this.session = session;
        this.path = path;
        this.onLook = onLook;
    }

    void look() {
        loop.when(session.exists(path, this), (stat, failure) -> {
            if (closed) {
                return;
            }
            if (stat != null) {
                onLook.accept(stat.filter(Znode::isPersistent).isPresent());
            } else if (failure != null && !Failures.isLoss(failure)) {
                log.error("{} {} cannot be looked at", loop.logPrefix(), path, Futures.cause(failure));
            }
        });
    }

    void close() {
        closed = true;
        session.unwatch(path, this);
    }

    @Override
    public void process(WatchedEvent event) {
        if (event.getType() != Event.EventType.None) {
            loop.execute(() -> {
                if (!closed) {
                    look();
                }
            });
        }
    }
}
