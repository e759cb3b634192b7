package io.pogo.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A run of a child, from its start to its end or that of its process.
 *
 * @param child the child's id
 * @param process the JVM
 * @param token its fencing token
 * @param incarnation the number of the run under that token
 * @param spec the number of the child's spec, for a child that ends by itself; otherwise 0
 * @param from the time at which it started
 * @param to the time at which it ended; far away if it has not
 * @param asked the time at which it noticed the request to stop; far away if it did not
 * @param deadline the time until which it may run, once asked to stop; far away if it was not asked
 * @param done true if it ended by itself, its work done
 */
record Run(
        String child,
        String process,
        long token,
        int incarnation,
        long spec,
        long from,
        long to,
        long asked,
        long deadline,
        boolean done) {
    static final long NEVER = Long.MAX_VALUE;

    boolean lastsAt(long nanos) {
        return from <= nanos && nanos < to;
    }

    /** Returns all runs in the lines, by child and then by start. */
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
            if (draft != null) {
                draft.add(line);
            }
        }
        Map<String, List<Run>> runs = new HashMap<>();
        for (Draft draft : all) {
            long death = deaths.getOrDefault(draft.start.process(), NEVER);
            runs.computeIfAbsent(draft.start.child(), child -> new ArrayList<>())
                    .add(draft.run(death));
        }
        runs.values().forEach(of -> of.sort(Comparator.comparingLong(Run::from)));
        return runs;
    }

    private static final class Draft {
        private final ChildLine start;
        private long to = NEVER;
        private long asked = NEVER;
        private boolean done;

        Draft(ChildLine start) {
            this.start = start;
        }

        void add(ChildLine line) {
            if (line.event() == ChildLine.Event.STOP_ASKED && asked == NEVER) {
                asked = line.nanos();
            } else if (line.event().isEnd()) {
                to = line.nanos();
                done = line.event() == ChildLine.Event.DONE;
            }
        }

        Run run(long death) {
            return new Run(
                    start.child(),
                    start.process(),
                    start.token(),
                    start.incarnation(),
                    start.spec(),
                    start.nanos(),
                    Math.max(start.nanos(), Math.min(to, death)),
                    asked,
                    asked == NEVER ? NEVER : asked + start.value(),
                    done);
        }
    }
}
