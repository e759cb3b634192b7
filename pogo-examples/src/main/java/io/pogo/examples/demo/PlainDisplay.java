package io.pogo.examples.demo;

import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** Prints one line an event. */
final class PlainDisplay implements Display {
    private final PrintStream out;

    PlainDisplay(PrintStream out) {
        this.out = out;
    }

    @Override
    public void show(NodeEvent event) {
        out.println(event.toPlain(ZoneId.systemDefault()));
    }

    @Override
    public void console(String address) {
        out.println("The web console is at " + address);
    }

    @Override
    public void refresh(List<String> title, DemoState state, Instant now) {}

    @Override
    public void close() {
        out.flush();
    }
}
