package io.pogo.examples.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The options of the demo.
 *
 * @param services the file with the services, or empty for those that the demo serves itself
 * @param nodes the number of nodes
 * @param duration the length of the demo; empty to run until it is stopped
 * @param connect the ZooKeeper to use, or empty for an embedded one
 * @param plain true to print lines even where a table could be drawn
 */
record DemoOptions(
        Optional<Path> services, int nodes, Optional<Duration> duration, Optional<String> connect, boolean plain) {
    static final DemoOptions DEFAULT = new DemoOptions(Optional.empty(), 3, Optional.empty(), Optional.empty(), false);
    static final int MAX_NODES = 9;
    static final String USAGE = """
            Usage: mvn -q -Pdemo [-Ddemo.args="OPTIONS"]
              --services FILE    what to keep watch over, one tcp://host:port or http://... a line
                                 (default: pogo-examples/services.txt, which the demo serves itself)
              --nodes N          how many nodes, 1 to 9 (default: 3)
              --duration TIME    stop after e.g. 90s, 5m or 1h (default: run until Ctrl-C)
              --connect H:P,...  a running ZooKeeper (default: an embedded one)
              --plain            print one line an event, no table
            """;
    private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,5})(s|m|h)");

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException if it makes no sense; the message says what is wrong
     */
    static DemoOptions parse(List<String> arguments) {
        DemoOptions options = DEFAULT;
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            String option = rest.next();
            options = switch (option) {
                case "--plain" -> options.withPlain();
                case "--services" -> options.withServices(Path.of(value(option, rest)));
                case "--nodes" -> options.withNodes(nodes(value(option, rest)));
                case "--duration" -> options.withDuration(duration(value(option, rest)));
                case "--connect" -> options.withConnect(value(option, rest));
                default -> throw new IllegalArgumentException("Unknown option \"" + option + "\".");
            };
        }
        return options;
    }

    private static String value(String option, Iterator<String> rest) {
        String value = rest.hasNext() ? rest.next() : "";
        if (value.isEmpty() || value.startsWith("--")) {
            throw new IllegalArgumentException("Option " + option + " needs a value.");
        }
        return value;
    }

    private static int nodes(String text) {
        if (!text.matches("[1-" + MAX_NODES + "]")) {
            throw new IllegalArgumentException("--nodes is \"" + text + "\"; it must be 1 to " + MAX_NODES + ".");
        }
        return Integer.parseInt(text);
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("--duration is \"" + text + "\"; it must be like 90s, 5m or 1h.");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    private DemoOptions withServices(Path file) {
        return new DemoOptions(Optional.of(file), nodes, duration, connect, plain);
    }

    private DemoOptions withNodes(int count) {
        return new DemoOptions(services, count, duration, connect, plain);
    }

    private DemoOptions withDuration(Duration time) {
        return new DemoOptions(services, nodes, Optional.of(time), connect, plain);
    }

    private DemoOptions withConnect(String hosts) {
        return new DemoOptions(services, nodes, duration, Optional.of(hosts), plain);
    }

    private DemoOptions withPlain() {
        return new DemoOptions(services, nodes, duration, connect, true);
    }
}
