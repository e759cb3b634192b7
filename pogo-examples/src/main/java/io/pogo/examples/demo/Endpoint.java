package io.pogo.examples.demo;

import java.io.IOException;

/** An address that the demo serves. */
interface Endpoint extends AutoCloseable {
    /** Makes it answer, or not. */
    void setUp(boolean up) throws IOException;

    @Override
    void close();
}
