package io.pogo.bench;

import java.io.IOException;

/** The input that a parent process holds open: when it closes, even by the death of the parent, this process ends. */
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
