package io.pogo.bench;

import static io.pogo.bench.ChaosOptions.number;
import static io.pogo.bench.ChaosOptions.value;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * The options of the benchmarks.
 *
 * @param only the benchmarks to run
 * @param children the number of children instead of a benchmark's own numbers; 0 for those
 * @param ownership the kind of lock that a child has
 * @param quick true to run with few children and no verdicts, only to see that it works
 */
record BenchOptions(Set<BenchmarkKind> only, int children, String ownership, boolean quick) {
    static final String LATCH = "latch";
    static final String CLAIM = "claim";

    /** Takes minutes, and much memory. */
    private static final Set<BenchmarkKind> ON_DEMAND = EnumSet.of(BenchmarkKind.SCALE);

    /** The number of children that a three-node scope has room for when one node is gone. */
    private static final int MOST_CHILDREN = 15_000;

    private static final int MOST_OF_SCALE = 100_000;

    static final Duration QUICK_SESSION = Duration.ofSeconds(3);

    private static final int QUICK_CHILDREN = 60;

    static final String USAGE = """
            Usage: mvn -q -Pbench [-Dbench.args="OPTIONS"]
              --only A,B,...        only these benchmarks (default: all but scale):
                                    %s
              --children N          this many children, 10 to 15000, instead of each benchmark's own numbers;
                                    to 100000 with --only scale; fan-out goes by its own
              --ownership KIND      a child's lock: latch or claim (default: latch)
              --quick               few children and no verdicts: about a minute, to see that it works
              --help                print this
            The exit code is 0 if it ran, 1 if a benchmark failed to run, 2 for a wrong option.
            """.formatted(BenchmarkKind.names());

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException if it makes no sense; the message is one sentence that says what is wrong
     */
    static BenchOptions parse(List<String> arguments) {
        Set<BenchmarkKind> only = EnumSet.complementOf(EnumSet.copyOf(ON_DEMAND));
        int children = 0;
        String ownership = LATCH;
        boolean quick = false;
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            String option = rest.next();
            switch (option) {
                case "--only" -> only = kinds(value(option, rest));
                case "--children" -> children = (int) number(option, value(option, rest), 10, MOST_OF_SCALE);
                case "--ownership" -> ownership = ownership(value(option, rest));
                case "--quick" -> quick = true;
                default -> throw new IllegalArgumentException("Unknown option \"" + option + "\"; --help lists them.");
            }
        }
        if (children > MOST_CHILDREN && !only.equals(ON_DEMAND)) {
            throw new IllegalArgumentException("--children is \"" + children + "\"; more than " + MOST_CHILDREN
                    + " are for --only " + BenchmarkKind.SCALE.label() + ".");
        }
        return new BenchOptions(Set.copyOf(only), children, ownership, quick);
    }

    boolean claims() {
        return ownership.equals(CLAIM);
    }

    /** The session timeout: 6 seconds, so that figures compare with those of others. */
    Duration session() {
        return quick ? QUICK_SESSION : Duration.ofSeconds(6);
    }

    /** Pogo's own, unless it has to be quick. */
    Duration rebalanceDelay() {
        return quick ? Duration.ofMillis(500) : Duration.ofSeconds(5);
    }

    /** The numbers of children to measure with: what was asked for, or few, or a benchmark's own. */
    List<Integer> sizes(Integer... own) {
        if (children > 0) {
            return List.of(children);
        }
        return quick ? List.of(QUICK_CHILDREN) : List.of(own);
    }

    private static Set<BenchmarkKind> kinds(String text) {
        Set<BenchmarkKind> kinds = EnumSet.noneOf(BenchmarkKind.class);
        for (String name : text.split(",", -1)) {
            kinds.add(BenchmarkKind.named(name)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "--only has \"" + name + "\"; there are " + BenchmarkKind.names() + ".")));
        }
        return kinds;
    }

    private static String ownership(String text) {
        return switch (text) {
            case LATCH, CLAIM -> text;
            default ->
                throw new IllegalArgumentException("--ownership is \"" + text + "\"; it must be latch or claim.");
        };
    }
}
