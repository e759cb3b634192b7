package io.pogo;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a child is: data only, immutable, stored in ZooKeeper as it is. It names a child type that nodes registered a {@link
 * ChildFactory} for; it never names a class. Put no secrets in it: everyone who may read the scope may read it.
 *
 * <pre>{@code
 * ChildSpec spec = ChildSpec.of("monitor-10.0.0.1", "service-monitor")
 *         .withArgument("ip", "10.0.0.1")
 *         .withRestart(Restart.PERMANENT)
 *         .withMaxRestarts(3, Duration.ofSeconds(5))
 *         .withShutdown(Duration.ofSeconds(5));
 * }</pre>
 *
 * Two specs are equal if all their values are.
 */
public final class ChildSpec {
    /** The most characters that an id or a type may have: 200. */
    public static final int MAX_NAME_LENGTH = 200;

    /** The most bytes that the names and values of all arguments may have together, in UTF-8: 65,536. */
    public static final int MAX_ARGUMENT_BYTES = 64 * 1024;

    /** The restart intensity's default: 3 restarts within 5 seconds. */
    public static final int DEFAULT_MAX_RESTARTS = 3;

    /** The restart intensity's default: 3 restarts within 5 seconds. */
    public static final Duration DEFAULT_PERIOD = Duration.ofSeconds(5);

    /** How long a child may take to stop by default: 5 seconds. */
    public static final Duration DEFAULT_SHUTDOWN = Duration.ofSeconds(5);

    private final String id;
    private final String type;
    private final Map<String, String> arguments;
    private final Restart restart;
    private final int maxRestarts;
    private final Duration period;
    private final Duration shutdown;

    private ChildSpec(
            String id,
            String type,
            Map<String, String> arguments,
            Restart restart,
            int maxRestarts,
            Duration period,
            Duration shutdown) {
        this.id = SpecRules.name("child id", id);
        this.type = SpecRules.name("child type", type);
        this.arguments = SpecRules.arguments(id, arguments);
        this.restart = Objects.requireNonNull(restart, "restart");
        this.maxRestarts = SpecRules.maxRestarts(id, maxRestarts);
        this.period = SpecRules.duration(id, "period", period, Duration.ofMillis(1));
        this.shutdown = SpecRules.duration(id, "shutdown", shutdown, Duration.ZERO);
    }

    /**
     * A permanent child without arguments, with the default restart intensity and shutdown time.
     *
     * @param id the child's id, unique in the scope: 1 to 200 characters, no control characters, no white space at either end,
     *     well-formed Unicode; slashes, inner spaces and dots are fine
     * @param type the child type; the same rules
     * @return the spec
     * @throws IllegalArgumentException if a rule is broken; the message names the value and the rule
     */
    public static ChildSpec of(String id, String type) {
        return new ChildSpec(
                id, type, Map.of(), Restart.PERMANENT, DEFAULT_MAX_RESTARTS, DEFAULT_PERIOD, DEFAULT_SHUTDOWN);
    }

    /**
     * The same with one argument more, or another value for it.
     *
     * @param name the argument's name
     * @param value its value; the arguments may have 64 KiB in all
     * @return the new spec
     */
    public ChildSpec withArgument(String name, String value) {
        Map<String, String> more = new TreeMap<>(arguments);
        more.put(Objects.requireNonNull(name, "argument name"), Objects.requireNonNull(value, "argument value"));
        return withArguments(more);
    }

    /**
     * The same with these arguments instead.
     *
     * @param arguments all arguments; they may have 64 KiB in all
     * @return the new spec
     */
    public ChildSpec withArguments(Map<String, String> arguments) {
        return new ChildSpec(id, type, arguments, restart, maxRestarts, period, shutdown);
    }

    /**
     * The same with another restart type. Default: {@link Restart#PERMANENT}.
     *
     * @param restart when it is run again
     * @return the new spec
     */
    public ChildSpec withRestart(Restart restart) {
        return new ChildSpec(id, type, arguments, restart, maxRestarts, period, shutdown);
    }

    /**
     * The same with another restart intensity. A child that needs more restarts than this within the period is given up by its
     * node and tried on others. Default: 3 within 5 seconds.
     *
     * @param maxRestarts how many restarts are tolerated, 0 to 1,000,000
     * @param period within which time, 1 millisecond to 365 days
     * @return the new spec
     */
    public ChildSpec withMaxRestarts(int maxRestarts, Duration period) {
        return new ChildSpec(id, type, arguments, restart, maxRestarts, period, shutdown);
    }

    /**
     * The same with another shutdown time: how long it may take from being asked to stop to having stopped. After that it is
     * stuck, which is reported, and runs nowhere else until it has ended. Default: 5 seconds.
     *
     * @param shutdown zero to 365 days
     * @return the new spec
     */
    public ChildSpec withShutdown(Duration shutdown) {
        return new ChildSpec(id, type, arguments, restart, maxRestarts, period, shutdown);
    }

    /**
     * The child's id.
     *
     * @return unique in its scope
     */
    public String id() {
        return id;
    }

    /**
     * The child type.
     *
     * @return the name under which nodes registered a factory
     */
    public String type() {
        return type;
    }

    /**
     * The arguments.
     *
     * @return an immutable map, ordered by name
     */
    public Map<String, String> arguments() {
        return arguments;
    }

    /**
     * When it is run again.
     *
     * @return the restart type
     */
    public Restart restart() {
        return restart;
    }

    /**
     * How many restarts are tolerated within the period.
     *
     * @return 0 or more
     */
    public int maxRestarts() {
        return maxRestarts;
    }

    /**
     * The period over which restarts are counted.
     *
     * @return above zero
     */
    public Duration period() {
        return period;
    }

    /**
     * How long it may take to stop.
     *
     * @return zero or more
     */
    public Duration shutdown() {
        return shutdown;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChildSpec that
                && id.equals(that.id)
                && type.equals(that.type)
                && arguments.equals(that.arguments)
                && restart == that.restart
                && maxRestarts == that.maxRestarts
                && period.equals(that.period)
                && shutdown.equals(that.shutdown);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, type, arguments, restart, maxRestarts, period, shutdown);
    }

    @Override
    public String toString() {
        return "ChildSpec[" + id + ", type " + type + ", " + arguments + ", " + restart + ", max " + maxRestarts
                + " restarts in " + period + ", shutdown " + shutdown + "]";
    }
}
