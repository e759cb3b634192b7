package io.pogo.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One run of a child, from its start to its end or that of its process.
 *
 * @param child the child's id
 * @param process which JVM
 * @param token its fencing token
 * @param from when it started
 * @param to when it ended; far away if it has not
 * @param deadline until when it may run, once asked to stop; far away if it was not asked
 */
record Run(String child, String process, long token, int incarnation, long from, long to, long deadline) {
    static final long NEVER = Long.MAX_VALUE;

    boolean isOpen() {
        return to == NEVER;
    }

    /** All runs that the lines tell of, by child and then by start. */
    static Map<String, List<Run>> of(List<ChildLine> lines, Map<String, Long> deaths) {
        Map<List<Object>, Draft> drafts = new HashMap<>();
        List<Draft> all = new ArrayList<>();
        for (ChildLine line : lines) {
            List<Object> key = List.of(line.process(), line.child(), line.token(), line.incarnation());
            if (line.event() == ChildLine.Event.START) {
                Draft draft = new Draft(line);
                drafts.put(key, draft);
                all.add(draft);
            }
            Draft draft = drafts.get(key);
            if (draft != null && line.event() == ChildLine.Event.STOP_ASKED && draft.deadline == NEVER) {
                draft.deadline = line.nanos() + draft.start.value();
            } else if (draft != null && line.event() == ChildLine.Event.END) {
                draft.to = line.nanos();
            }
        }
        Map<String, List<Run>> runs = new HashMap<>();
        for (Draft draft : all) {
            long death = deaths.getOrDefault(draft.start.process(), NEVER);
            runs.computeIfAbsent(draft.start.child(), child -> new ArrayList<>())
                    .add(draft.run(Math.max(draft.start.nanos(), Math.min(draft.to, death))));
        }
        runs.values().forEach(of -> of.sort(Comparator.comparingLong(Run::from)));
        return runs;
    }

    private static final class Draft {
        private final ChildLine start;
        private long to = NEVER;
        private long deadline = NEVER;

        Draft(ChildLine start) {
            this.start = start;
        }

        Run run(long end) {
            return new Run(
                    start.child(), start.process(), start.token(), start.incarnation(), start.nanos(), end, deadline);
        }
    }
}
