package io.pogo.local.internal;

import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.Moment;
import io.pogo.engine.store.Sessions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of one node or client, one after the other. A session that was given up is used again once it has
 * committed a proof; one that has expired is followed by the next. All on the loop.
 */
final class MemorySessions implements Sessions {
    private static final Logger log = LoggerFactory.getLogger(MemorySessions.class);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final EventLoop loop;
    private final MemoryStore store;
    private final String logPrefix;
    private final Listener listener;
    private @Nullable MemorySession current;
    private boolean proving;
    private boolean lookingAgain;
    private boolean closed;

    MemorySessions(EventLoop loop, MemoryStore store, String logPrefix, Listener listener) {
        this.loop = loop;
        this.store = store;
        this.logPrefix = logPrefix;
        this.listener = listener;
    }

    @Override
    public void open() {
        log.warn(
                "{} runs in local mode: its scope is in the memory of this JVM; nothing is durable, and nothing is"
                        + " shared with other processes",
                logPrefix);
        loop.execute(this::prove);
    }

    @Override
    public void giveUp(String why) {
        end(why);
        prove();
    }

    @Override
    public void close() {
        closed = true;
    }

    private void end(String why) {
        if (current != null) {
            current = null;
            listener.ended(why);
        }
    }

    private void prove() {
        if (closed || proving || current != null) {
            return;
        }
        proving = true;
        Moment sent = Moment.now();
        MemorySession opened =
                store.session(logPrefix, () -> loop.execute(this::expired), () -> loop.execute(this::unclear));
        loop.when(opened.prove("/"), (there, failure) -> {
            if (failure != null) {
                loop.after(PAUSE, this::proveAgain);
            } else if (!closed) {
                proving = false;
                current = opened;
                listener.began(opened, sent);
            }
        });
    }

    private void proveAgain() {
        proving = false;
        prove();
    }

    private void expired() {
        if (!closed && (current == null || current.isOver())) {
            end("the session has expired");
            prove();
        }
    }

    /** Reads everything again, soon, after an unclear answer. */
    private void unclear() {
        if (!closed && !lookingAgain) {
            lookingAgain = true;
            loop.after(PAUSE, () -> {
                lookingAgain = false;
                if (!closed && current != null) {
                    listener.resumed(current);
                }
            });
        }
    }
}
