package io.pogo.examples.demo;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C: asks the demo to end, waits until it has, and makes that a success. */
final class StopRequest {
    private static final long LONGEST_END_SECONDS = 60;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile int exitCode;

    StopRequest() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::onShutdown, "stop-request"));
    }

    boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** The demo has ended; from here on the process may end in the ordinary way. */
    void ended(int code) {
        exitCode = code;
        ended.countDown();
    }

    private void onShutdown() {
        if (ended.getCount() == 0) {
            return;
        }
        asked.countDown();
        try {
            boolean inTime = ended.await(LONGEST_END_SECONDS, TimeUnit.SECONDS);
            Runtime.getRuntime().halt(inTime ? exitCode : 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
