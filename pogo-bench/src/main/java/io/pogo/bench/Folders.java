package io.pogo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Makes room for the files of a run. */
final class Folders {
    private Folders() {}

    /** Leaves an empty folder. */
    static void clear(Path dir) throws IOException {
        if (Files.exists(dir)) {
            List<Path> old;
            try (Stream<Path> files = Files.walk(dir)) {
                old = files.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : old) {
                Files.delete(file);
            }
        }
        Files.createDirectories(dir);
    }
}
