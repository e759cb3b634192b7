package io.pogo.bench;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads what the children have logged since the last look. */
final class LogReader {
    private final Path dir;
    private final Map<Path, Long> read = new HashMap<>();

    LogReader(Path dir) {
        this.dir = dir;
    }

    /** Hands on each new line; those of one file in order. */
    void read(Consumer<ChildLine> into) throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(Evidence.CHILDREN) && !name.equals(Evidence.REGISTER)) {
                    follow(file, into);
                }
            }
        }
    }

    private void follow(Path file, Consumer<ChildLine> into) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long from = read.getOrDefault(file, 0L);
            byte[] bytes = new byte[(int) (in.length() - from)];
            in.seek(from);
            in.readFully(bytes);
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] != '\n') {
                end--;
            }
            read.put(file, from + end);
            new String(bytes, 0, end, StandardCharsets.UTF_8)
                    .lines()
                    .map(ChildLine::parse)
                    .forEach(into);
        }
    }
}
