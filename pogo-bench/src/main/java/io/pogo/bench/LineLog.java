package io.pogo.bench;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** An append-only file: each line is one write, so that a process that is killed leaves no half of one. */
final class LineLog implements Closeable {
    private final FileOutputStream out;

    LineLog(Path file) throws IOException {
        out = new FileOutputStream(file.toFile(), true);
    }

    synchronized void write(Object line) {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
