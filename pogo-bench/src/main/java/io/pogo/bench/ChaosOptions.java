package io.pogo.bench;

import io.pogo.Ownership;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The options of the harness.
 *
 * @param nodes the number of nodes
 * @param children the number of children
 * @param duration the time for which faults are made
 * @param seed the seed of the faults
 * @param session the session timeout
 * @param calls the number of requests per second
 * @param faults the kinds of faults
 * @param rollingRestarts the number of restarts of ZooKeeper's servers instead of faults; 0 for faults
 * @param ownership the kind of lock that the children have
 * @param quiet true to print the table only
 */
record ChaosOptions(
        int nodes,
        int children,
        Duration duration,
        long seed,
        Duration session,
        int calls,
        Set<FaultKind> faults,
        int rollingRestarts,
        Ownership ownership,
        boolean quiet) {
    static final ChaosOptions DEFAULT = new ChaosOptions(
            5,
            200,
            Duration.ofSeconds(180),
            1,
            Duration.ofSeconds(6),
            4,
            Set.copyOf(EnumSet.allOf(FaultKind.class)),
            0,
            Ownership.LEADER_LATCH,
            false);
    static final String USAGE = """
            Usage: mvn -q -Pchaos [-Dchaos.args="OPTIONS"]
              --nodes N             how many nodes, 2 to 20 (default: 5)
              --children N          how many children, 1 to 5000 (default: 200)
              --duration TIME       how long faults are made, e.g. 90s, 5m, 1h (default: 180s)
              --seed N              what the faults are drawn from (default: 1)
              --session TIME        ZooKeeper's session timeout, 4s to 60s (default: 6s; 10s for
                                    rolling restarts)
              --calls N             start, terminate and restart calls a second, 0 to 50 (default: 4)
              --faults A,B,...      only these faults (default: all): %s
              --rolling-restarts N  no faults; ZooKeeper's servers restarted one after the other, N times in all
              --ownership LOCK      what the children's locks are, latch or claim (default: latch)
              --quiet               print the table only
              --help                print this
            The exit code is 0 if nothing was found, 1 if something was, 2 for a wrong option.
            """.formatted(FaultKind.names());

    private static final String POGOS_DEFAULT = "10s";
    private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,5})(s|m|h)");

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException if it makes no sense; the message is one sentence that says what is wrong
     */
    static ChaosOptions parse(List<String> arguments) {
        ChaosOptions o = DEFAULT;
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            String option = rest.next();
            o = option.equals("--quiet")
                    ? new ChaosOptions(
                            o.nodes,
                            o.children,
                            o.duration,
                            o.seed,
                            o.session,
                            o.calls,
                            o.faults,
                            o.rollingRestarts,
                            o.ownership,
                            true)
                    : o.with(option, rest);
        }
        return o.rollingRestarts > 0 && !arguments.contains("--session") ? o.with("--session", POGOS_DEFAULT) : o;
    }

    private ChaosOptions with(String option, String value) {
        return with(option, List.of(value).iterator());
    }

    private ChaosOptions with(String option, Iterator<String> rest) {
        int newNodes = nodes;
        int newChildren = children;
        Duration newDuration = duration;
        long newSeed = seed;
        Duration newSession = session;
        int newCalls = calls;
        Set<FaultKind> newFaults = faults;
        int newRestarts = rollingRestarts;
        Ownership newOwnership = ownership;
        switch (option) {
            case "--nodes" -> newNodes = (int) number(option, value(option, rest), 2, 20);
            case "--children" -> newChildren = (int) number(option, value(option, rest), 1, 5000);
            case "--duration" -> newDuration = time(option, value(option, rest), 1, 86_400);
            case "--seed" -> newSeed = number(option, value(option, rest), 0, Long.MAX_VALUE);
            case "--session" -> newSession = time(option, value(option, rest), 4, 60);
            case "--calls" -> newCalls = (int) number(option, value(option, rest), 0, 50);
            case "--faults" -> newFaults = kinds(value(option, rest));
            case "--rolling-restarts" -> newRestarts = (int) number(option, value(option, rest), 1, 1000);
            case "--ownership" -> newOwnership = lock(value(option, rest));
            default -> throw new IllegalArgumentException("Unknown option \"" + option + "\".");
        }
        return new ChaosOptions(
                newNodes,
                newChildren,
                newDuration,
                newSeed,
                newSession,
                newCalls,
                newFaults,
                newRestarts,
                newOwnership,
                quiet);
    }

    /** The same, without faults of a kind. */
    ChaosOptions without(FaultKind kind) {
        Set<FaultKind> rest = EnumSet.noneOf(FaultKind.class);
        faults.stream().filter(other -> other != kind).forEach(rest::add);
        return new ChaosOptions(
                nodes, children, duration, seed, session, calls, Set.copyOf(rest), rollingRestarts, ownership, quiet);
    }

    static String value(String option, Iterator<String> rest) {
        String value = rest.hasNext() ? rest.next() : "";
        if (value.isEmpty() || value.startsWith("--")) {
            throw new IllegalArgumentException("Option " + option + " needs a value.");
        }
        return value;
    }

    static long number(String option, String text, long least, long most) {
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(option + " is \"" + text + "\"; it must be " + least + " to " + most + ".");
    }

    private static Duration time(String option, String text, long least, long most) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(option + " is \"" + text + "\"; it must be like 90s, 5m or 1h.");
        }
        long unit = switch (matcher.group(2)) {
            case "s" -> 1;
            case "m" -> 60;
            default -> 3600;
        };
        long seconds = Long.parseLong(matcher.group(1)) * unit;
        if (seconds < least || seconds > most) {
            throw new IllegalArgumentException(
                    option + " is \"" + text + "\"; it must be " + least + " s to " + most + " s.");
        }
        return Duration.ofSeconds(seconds);
    }

    private static Ownership lock(String text) {
        return switch (text) {
            case "latch" -> Ownership.LEADER_LATCH;
            case "claim" -> Ownership.CLAIM;
            default ->
                throw new IllegalArgumentException("--ownership is \"" + text + "\"; it must be latch or claim.");
        };
    }

    private static Set<FaultKind> kinds(String text) {
        Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
        for (String name : text.split(",", -1)) {
            kinds.add(FaultKind.named(name.toLowerCase(Locale.ROOT))
                    .orElseThrow(() -> new IllegalArgumentException(
                            "--faults has \"" + name + "\"; there are " + FaultKind.names() + ".")));
        }
        return Set.copyOf(kinds);
    }
}
