package io.pogo.examples;

/** A resource that is written to and keeps the highest token it has seen: a table row, an object store, a queue. */
final class FencedFile {
    private long highest;

    synchronized boolean write(long token, String text) {
        boolean current = token >= highest;
        highest = Math.max(highest, token);
        notifyAll();
        System.out.println((current ? "written: " : "refused: ") + text);
        return current;
    }

    /** Waits until a write had a token above this one. */
    synchronized void awaitNewerThan(long token) throws InterruptedException {
        while (highest <= token) {
            wait();
        }
    }
}
