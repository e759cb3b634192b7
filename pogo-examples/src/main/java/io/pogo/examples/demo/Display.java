package io.pogo.examples.demo;

import java.time.Instant;
import java.util.List;

/** The output of the demo for its user. */
interface Display extends AutoCloseable {
    /** Shows an event. */
    void show(NodeEvent event);

    /** The web console is there, under this address. */
    void console(String address);

    /** Redraws after some time has passed. */
    void refresh(List<String> title, DemoState state, Instant now);

    @Override
    void close();
}
