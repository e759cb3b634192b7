package io.pogo.bench;

import java.io.PrintStream;
import java.util.Locale;

/** The output of the harness. */
final class Console {
    private final PrintStream out;
    private final boolean quiet;
    private final long start = System.nanoTime();

    Console(PrintStream out, boolean quiet) {
        this.out = out;
        this.quiet = quiet;
    }

    /** A line of progress, with the time since the start. */
    void progress(String line) {
        if (!quiet) {
            out.println(String.format(Locale.ROOT, "%7.1f s  %s", (System.nanoTime() - start) / 1e9, line));
        }
    }

    void result(String text) {
        out.print(text);
        out.flush();
    }
}
