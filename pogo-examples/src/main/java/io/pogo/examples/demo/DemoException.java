package io.pogo.examples.demo;

/** The demo cannot go on; the message is the one sentence that its user sees. */
final class DemoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DemoException(String message) {
        super(message);
    }
}
