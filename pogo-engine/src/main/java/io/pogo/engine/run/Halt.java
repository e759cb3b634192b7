package io.pogo.engine.run;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of the JVM because of a child that does not stop. Waits for the log line, but only for a short time, because
 * logging may block.
 */
public final class Halt {
    private static final Logger log = LoggerFactory.getLogger(Halt.class);

    /** The exit code; EX_SOFTWARE of sysexits. */
    private static final int CODE = 70;

    private static final long PATIENCE_MILLIS = 200;

    private Halt() {}

    public static void now(String logPrefix) {
        try {
            Thread line = new Thread(
                    () -> log.error("{} a stuck child has lost its lock; halting the JVM, as configured", logPrefix),
                    "pogo-halt");
            line.setDaemon(true);
            line.start();
            line.join(PATIENCE_MILLIS);
        } catch (Throwable e) {
            // The JVM ends without a word.
        } finally {
            Runtime.getRuntime().halt(CODE);
        }
    }
}
