package io.pogo.bench;

import io.pogo.StuckAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The evidence for the checker, from the files that children, register and harness wrote.
 *
 * @param children the children's lines, those of one file in order
 * @param register the register's lines, in the order in which it took the writes
 * @param sessionNanos the session timeout
 * @param halting the JVMs that end themselves when a child is stuck after the session
 * @param halted the JVMs that have ended themselves for that reason
 * @param deaths the time of death of each JVM that ended in any way
 * @param pauses the times in which JVMs were frozen
 * @param faults the faults that were made
 * @param calls the requests and their answers
 * @param contradictions answers that cannot be true
 * @param wanted the children wanted in the end
 * @param troubled the wanted children that rest or are tried again after failures
 * @param alive the JVMs alive in the end
 * @param traces the znodes that ZooKeeper holds in the end
 * @param endNanos the end
 */
record Evidence(
        List<ChildLine> children,
        List<ChildLine> register,
        long sessionNanos,
        Set<String> halting,
        Set<String> halted,
        Map<String, Long> deaths,
        List<Pause> pauses,
        List<Fault> faults,
        List<Call> calls,
        List<String> contradictions,
        Set<String> wanted,
        Set<String> troubled,
        Set<String> alive,
        List<Zoo.Trace> traces,
        long endNanos) {
    static final String CHILDREN = ".children";
    static final String REGISTER = "register" + CHILDREN;
    static final String HISTORY = "history";

    /** A JVM was frozen. */
    record Pause(String process, long from, long to) {}

    /** A fault that was made. */
    record Fault(String name, String target, long from, long to) {}

    /** A request and its answer. */
    record Call(String child, String verb, String answer, long from, long to, long number) {}

    /** Returns the shortest term of the leases that were held during this pause. */
    long leaseNanos(Pause pause) {
        boolean shrunk = faults.stream()
                .anyMatch(fault -> fault.name().endsWith(":" + FaultKind.SHRINK_TIMEOUT.label())
                        && fault.from() <= pause.to()
                        && fault.to() >= pause.from());
        return (long) (sessionNanos / 3 * 2 * (shrunk ? Ensemble.SHRUNK : 1));
    }

    static Evidence read(Path dir) throws IOException {
        List<ChildLine> children = new ArrayList<>();
        List<ChildLine> register = new ArrayList<>();
        try (Stream<Path> files = Files.list(dir)) {
            for (Path file : files.sorted().toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(CHILDREN)) {
                    List<ChildLine> into = name.equals(REGISTER) ? register : children;
                    Files.readAllLines(file).forEach(line -> into.add(ChildLine.parse(line)));
                }
            }
        }
        return read(children, register, Files.readAllLines(dir.resolve(HISTORY)));
    }

    static Evidence read(List<ChildLine> children, List<ChildLine> register, List<String> history) {
        long session = 0;
        Set<String> halting = new HashSet<>();
        Set<String> halted = new HashSet<>();
        Map<String, Long> deaths = new HashMap<>();
        List<Pause> pauses = new ArrayList<>();
        Map<String, Fault> open = new HashMap<>();
        List<Fault> faults = new ArrayList<>();
        List<Call> calls = new ArrayList<>();
        List<String> contradictions = new ArrayList<>();
        Set<String> wanted = new HashSet<>();
        Set<String> troubled = new HashSet<>();
        Set<String> alive = new HashSet<>();
        List<Zoo.Trace> traces = new ArrayList<>();
        long end = Long.MAX_VALUE - 1;
        for (String line : history) {
            String[] f = line.split(" ", -1);
            long at = Long.parseLong(f[0]);
            switch (History.What.valueOf(f[1])) {
                case SESSION -> session = Long.parseLong(f[3]);
                case STARTED -> {
                    if (StuckAction.valueOf(f[3]) == StuckAction.HALT) {
                        halting.add(f[2]);
                    }
                }
                case KILLED, EXITED -> deaths.merge(f[2], at, Math::min);
                case HALTED -> {
                    halted.add(f[2]);
                    deaths.merge(f[2], at, Math::min);
                }
                case PAUSED -> pauses.add(new Pause(f[2], at, Long.parseLong(f[3])));
                case FAULT -> open.put(f[2], new Fault(f[2], f[3], at, Long.MAX_VALUE));
                case HEALED -> {
                    Fault made = open.remove(f[2]);
                    if (made != null) {
                        faults.add(new Fault(made.name(), made.target(), made.from(), at));
                    }
                }
                case CALL -> calls.add(new Call(f[2], f[4], f[5], Long.parseLong(f[3]), at, Long.parseLong(f[7])));
                case CONTRADICTION -> contradictions.add(line);
                case WANTED -> wanted.add(f[2]);
                case TROUBLED -> troubled.add(f[2]);
                case ALIVE -> alive.add(f[2]);
                case ZNODE -> traces.add(new Zoo.Trace(f[3], f[2], f[4]));
                case END -> end = at;
            }
        }
        faults.addAll(open.values());
        return new Evidence(
                children,
                register,
                session,
                halting,
                halted,
                deaths,
                pauses,
                faults,
                calls,
                contradictions,
                wanted,
                troubled,
                alive,
                traces,
                end);
    }
}
