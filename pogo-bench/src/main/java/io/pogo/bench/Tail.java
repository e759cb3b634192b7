package io.pogo.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Follows the children's logs: which runs are open now. */
final class Tail {
    private final LogReader log;
    private final Map<String, Set<List<Object>>> open = new HashMap<>();
    private long starts;

    Tail(Path dir) {
        log = new LogReader(dir);
    }

    /** The children inside a run in one of these processes. */
    synchronized Set<String> running(Set<String> processes) throws IOException {
        log.read(this::apply);
        Set<String> running = new TreeSet<>();
        open.forEach((child, runs) -> {
            if (runs.stream().anyMatch(run -> processes.contains((String) run.get(0)))) {
                running.add(child);
            }
        });
        return running;
    }

    /** Returns the number of runs that have started so far. */
    synchronized long starts() {
        return starts;
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
