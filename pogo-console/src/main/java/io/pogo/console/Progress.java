package io.pogo.console;

import java.io.PrintWriter;

/** A progress bar for a long series of requests; shown only on a terminal, and only if there are many. */
final class Progress implements AutoCloseable {
    private static final int MANY = 50;
    private static final int WIDTH = 30;

    private final PrintWriter err;
    private final boolean shown;
    private final String what;
    private final int total;
    private int done;

    Progress(PrintWriter err, boolean shown, String what, int total) {
        this.err = err;
        this.shown = shown && total >= MANY;
        this.what = what;
        this.total = total;
        draw();
    }

    synchronized void add(int more) {
        done = Math.min(total, done + more);
        draw();
    }

    private void draw() {
        if (shown) {
            int full = (int) ((long) WIDTH * done / total);
            err.print("\r" + what + " [" + "#".repeat(full) + ".".repeat(WIDTH - full) + "] " + done + "/" + total);
            err.flush();
        }
    }

    @Override
    public void close() {
        if (shown) {
            err.println();
            err.flush();
        }
    }
}
