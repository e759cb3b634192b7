package io.pogo.engine.membership;

import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.Futures;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Stamp;
import io.pogo.engine.store.Watch;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A setting of this member or of the scope that operators switch on and off: a znode that exists or does not, see
 * {@code ControlRequests}. It is read when it changes and after a reconnect. All on the loop.
 */
final class ControlSwitch implements Watch {
    private static final Logger log = LoggerFactory.getLogger(ControlSwitch.class);

    private final EventLoop loop;
    private final Session session;
    private final String path;
    private final Consumer<Boolean> onLook;
    private boolean closed;

    ControlSwitch(EventLoop loop, Session session, String path, Consumer<Boolean> onLook) {
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
                onLook.accept(stat.filter(Stamp::isPersistent).isPresent());
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
    public void changed(String path, Watch.Kind kind) {
        if (kind != Watch.Kind.AWAY) {
            loop.execute(() -> {
                if (!closed) {
                    look();
                }
            });
        }
    }
}
