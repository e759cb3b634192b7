package io.pogo.examples.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.ZoneId;

/** Prints a node's events for a reader, and keeps the file that a health check tests for. */
final class PlainReporter implements Reporter {
    private final NodeOptions options;

    PlainReporter(NodeOptions options) throws IOException {
        this.options = options;
        if (options.joinedFile().isPresent()) {
            Files.deleteIfExists(options.joinedFile().get());
        }
    }

    @Override
    public void report(NodeEvent event) {
        if (event.type() == EventType.FAILED) {
            System.err.println(event.node() + " could not join: " + event.detail());
        } else if (event.type().shown()) {
            System.out.println(event.toPlain(ZoneId.systemDefault()));
            keepFile(event);
        }
    }

    private void keepFile(NodeEvent event) {
        if (options.joinedFile().isPresent() && event.node().equals(options.node())) {
            try {
                if (event.type() == EventType.JOINED) {
                    Files.write(options.joinedFile().get(), new byte[0]);
                } else if (event.type() == EventType.LEFT) {
                    Files.deleteIfExists(options.joinedFile().get());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
