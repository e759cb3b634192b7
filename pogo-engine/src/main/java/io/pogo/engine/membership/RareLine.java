package io.pogo.engine.membership;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Warns of a trouble that lasts: when it begins or changes, and once a minute. On one thread. */
final class RareLine {
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Logger log;
    private final String logPrefix;
    private @Nullable String said;
    private long saidNanos;

    RareLine(Logger log, String logPrefix) {
        this.log = log;
        this.logPrefix = logPrefix;
    }

    void say(String what) {
        long now = System.nanoTime();
        if (!what.equals(said) || now - saidNanos > PAUSE.toNanos()) {
            said = what;
            saidNanos = now;
            log.warn("{} {}", logPrefix, what);
        }
    }
}
