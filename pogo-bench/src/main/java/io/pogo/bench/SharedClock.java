package io.pogo.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The monotonic clock that all processes of the harness share, including those whose own clock stood still for a while:
 * the library that they are started with subtracts a number of nanoseconds that a file contains. This class adds them
 * again.
 */
final class SharedClock {
    /** The environment variable that names the file. */
    static final String FILE = "POGO_CHAOS_CLOCK";

    private static final SharedClock OWN = ofEnvironment();

    private final LongBuffer missing;

    private SharedClock(LongBuffer missing) {
        this.missing = missing;
    }

    /** Returns the time, independent of the clock of this process. */
    static long nanos() {
        while (true) {
            long before = OWN.missing.get(0);
            long nanos = System.nanoTime();
            if (OWN.missing.get(0) == before) {
                return nanos + before;
            }
        }
    }

    /** The clock of a process that is started with this file, which is made. */
    static SharedClock create(Path file) throws IOException {
        Files.write(file, new byte[Long.BYTES]);
        return new SharedClock(map(file));
    }

    /** Records a time, in the past, for which the clock stood still. */
    void lose(long nanos) {
        missing.put(0, missing.get(0) + nanos);
    }

    private static SharedClock ofEnvironment() {
        String file = System.getenv(FILE);
        try {
            return new SharedClock(file == null ? LongBuffer.allocate(1) : map(Path.of(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LongBuffer map(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES)
                    .order(ByteOrder.nativeOrder())
                    .asLongBuffer();
        }
    }
}
