package io.pogo.bench;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Follows the children's logs: which runs are open now. */
final class Tail {
    private final Path dir;
    private final Map<Path, Long> read = new HashMap<>();
    private final Map<String, Set<List<Object>>> open = new HashMap<>();
    private long starts;

    Tail(Path dir) {
        this.dir = dir;
    }

    /** The children inside a run in one of these processes. */
    synchronized Set<String> running(Set<String> processes) throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(Evidence.CHILDREN) && !name.equals(Evidence.REGISTER)) {
                    follow(file);
                }
            }
        }
        Set<String> running = new TreeSet<>();
        open.forEach((child, runs) -> {
            if (runs.stream().anyMatch(run -> processes.contains((String) run.get(0)))) {
                running.add(child);
            }
        });
        return running;
    }

    /** How many runs have started so far. */
    synchronized long starts() {
        return starts;
    }

    private void follow(Path file) throws IOException {
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
                    .forEach(this::apply);
        }
    }

    private void apply(ChildLine line) {
        Set<List<Object>> runs = open.computeIfAbsent(line.child(), child -> new HashSet<>());
        List<Object> run = List.of(line.process(), line.token(), line.incarnation());
        if (line.event() == ChildLine.Event.START) {
            runs.add(run);
            starts++;
        } else if (line.event().isEnd()) {
            runs.remove(run);
        }
    }
}
