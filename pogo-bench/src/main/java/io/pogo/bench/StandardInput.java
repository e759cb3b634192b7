package io.pogo.bench;

import java.io.IOException;

/** The other end of what a parent holds: when it closes, be it by dying, so does this process. */
final class StandardInput {
    private StandardInput() {}

    /** Ends this JVM at once when its standard input ends. */
    static void haltAtEnd() {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // nothing is expected
                        }
                    } catch (IOException e) {
                        // as good as the end
                    }
                    Runtime.getRuntime().halt(1);
                },
                "halt-at-end-of-input");
        thread.setDaemon(true);
        thread.start();
    }
}
