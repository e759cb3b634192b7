package io.pogo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What a child is: data only, immutable, stored in ZooKeeper as it is. It names a child type that nodes registered a
 * {@link ChildFactory} for; it never names a class. Put no secrets in it: everyone who may read the scope may read it.
 *
 * <pre>{@code
 * ChildSpec spec = ChildSpec.of("monitor-10.0.0.1", "service-monitor")
 *         .withArgument("ip", "10.0.0.1")
 *         .withRestart(Restart.PERMANENT)
 *         .withMaxRestarts(3, Duration.ofSeconds(5))
 *         .withShutdown(Duration.ofSeconds(5));
 * }</pre>
 *
 * Where it may run is said by required labels, its weight and its spread group:
 *
 * <pre>{@code
 * ChildSpec replica = ChildSpec.of("replica-1", "replica")
 *         .withRequiredLabel("disk", "ssd")     // only nodes with that label
 *         .withWeight(5)                        // takes 5 of its node's capacity
 *         .withSpreadGroup("replicas", "zone"); // apart from its like: other nodes, then other zones
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

    /** The most labels that a spec may require, and that a node may have: 32. */
    public static final int MAX_LABELS = 32;

    /** The largest weight: 1,000,000. */
    public static final int MAX_WEIGHT = 1_000_000;

    private final String id;
    private final String type;
    private final Map<String, String> arguments;
    private final Restart restart;
    private final int maxRestarts;
    private final Duration period;
    private final Duration shutdown;
    private final boolean keepCompleted;
    private final Map<String, String> requiredLabels;
    private final int weight;
    private final Optional<String> spreadGroup;
    private final Optional<String> spreadLabel;

    private ChildSpec(SpecDraft draft) {
        id = draft.id;
        type = draft.type;
        arguments = draft.arguments;
        restart = draft.restart;
        maxRestarts = draft.maxRestarts;
        period = draft.period;
        shutdown = draft.shutdown;
        keepCompleted = draft.keepCompleted;
        requiredLabels = draft.requiredLabels;
        weight = draft.weight;
        spreadGroup = draft.spreadGroup;
        spreadLabel = draft.spreadLabel;
    }

    private ChildSpec with(Consumer<SpecDraft> change) {
        SpecDraft draft = new SpecDraft(this);
        change.accept(draft);
        return new ChildSpec(draft);
    }

    /**
     * A permanent child without arguments, with the default restart intensity and shutdown time, that may run wherever
     * its type is offered.
     *
     * @param id the child's id, unique in the scope: 1 to 200 characters, no control characters, no white space at
     *     either end, well-formed Unicode; slashes, inner spaces and dots are fine
     * @param type the child type; the same rules
     * @return the spec
     * @throws IllegalArgumentException if a rule is broken; the message names the value and the rule
     */
    public static ChildSpec of(String id, String type) {
        return new ChildSpec(new SpecDraft(id, type));
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
        return with(draft -> draft.arguments(arguments));
    }

    /**
     * The same with another restart type. Default: {@link Restart#PERMANENT}.
     *
     * @param restart when it is run again
     * @return the new spec
     */
    public ChildSpec withRestart(Restart restart) {
        return with(draft -> draft.restart(restart));
    }

    /**
     * The same with another restart intensity. A child that needs more restarts than this within the period is given up
     * by its node and tried on others. Default: 3 within 5 seconds.
     *
     * @param maxRestarts how many restarts are tolerated, 0 to 1,000,000
     * @param period within which time, 1 millisecond to 365 days
     * @return the new spec
     */
    public ChildSpec withMaxRestarts(int maxRestarts, Duration period) {
        return with(draft -> draft.maxRestarts(maxRestarts, period));
    }

    /**
     * The same with another shutdown time: how long it may take from being asked to stop to having stopped. After that
     * it is stuck, which is reported, and runs nowhere else until it has ended. Default: 5 seconds.
     *
     * @param shutdown zero to 365 days
     * @return the new spec
     */
    public ChildSpec withShutdown(Duration shutdown) {
        return with(draft -> draft.shutdown(shutdown));
    }

    /**
     * The same, kept or not when its work is done: a transient child that ended normally is removed, or stays known as
     * completed, so that asking for it again does not run it again. Default: false, it is removed.
     *
     * @param keepCompleted whether it stays known
     * @return the new spec
     */
    public ChildSpec withKeepCompleted(boolean keepCompleted) {
        return with(draft -> draft.keepCompleted(keepCompleted));
    }

    /**
     * The same with one required label more, or another value for it: only nodes that have this label with this value
     * run it. While there is none it stays pending.
     *
     * @param name the label's name; the rules of ids
     * @param value its value; the rules of ids
     * @return the new spec
     */
    public ChildSpec withRequiredLabel(String name, String value) {
        Map<String, String> more = new TreeMap<>(requiredLabels);
        more.put(Objects.requireNonNull(name, "label name"), Objects.requireNonNull(value, "label value"));
        return withRequiredLabels(more);
    }

    /**
     * The same with these required labels instead: a node must have all of them. Default: none.
     *
     * @param labels at most 32
     * @return the new spec
     */
    public ChildSpec withRequiredLabels(Map<String, String> labels) {
        return with(draft -> draft.requiredLabels(labels));
    }

    /**
     * The same with another weight: how much of its node's capacity it takes, and how much it counts when loads are
     * evened out. Default: 1.
     *
     * @param weight 1 to 1,000,000
     * @return the new spec
     */
    public ChildSpec withWeight(int weight) {
        return with(draft -> draft.weight(weight));
    }

    /**
     * The same in a spread group: children of one group go to different nodes as far as there are any. That comes
     * before an even load. Default: none.
     *
     * @param group any name; the rules of ids
     * @return the new spec
     */
    public ChildSpec withSpreadGroup(String group) {
        return with(draft -> draft.spread(group));
    }

    /**
     * The same in a spread group: children of one group go to different nodes, then to nodes with different values of a
     * label, as far as there are any.
     *
     * @param group any name; the rules of ids
     * @param label a label of nodes, such as {@code zone}
     * @return the new spec
     */
    public ChildSpec withSpreadGroup(String group, String label) {
        return with(draft -> draft.spread(group, label));
    }

    /** {@return the child's id, unique in its scope} */
    public String id() {
        return id;
    }

    /** {@return the child type: the name under which nodes registered a factory} */
    public String type() {
        return type;
    }

    /** {@return the arguments, an immutable map, ordered by name} */
    public Map<String, String> arguments() {
        return arguments;
    }

    /** {@return when it is run again} */
    public Restart restart() {
        return restart;
    }

    /** {@return how many restarts are tolerated within the period, 0 or more} */
    public int maxRestarts() {
        return maxRestarts;
    }

    /** {@return the period over which restarts are counted, above zero} */
    public Duration period() {
        return period;
    }

    /** {@return how long it may take to stop, zero or more} */
    public Duration shutdown() {
        return shutdown;
    }

    /** {@return whether it stays known as completed when its work is done} */
    public boolean keepCompleted() {
        return keepCompleted;
    }

    /** {@return the labels that its node must have, an immutable map, ordered by name} */
    public Map<String, String> requiredLabels() {
        return requiredLabels;
    }

    /** {@return how much of its node's capacity it takes, 1 or more} */
    public int weight() {
        return weight;
    }

    /** {@return its spread group, if it is in one} */
    public Optional<String> spreadGroup() {
        return spreadGroup;
    }

    /** {@return the label over whose values its spread group is spread, if there is one} */
    public Optional<String> spreadLabel() {
        return spreadLabel;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChildSpec that && values().equals(that.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    private List<Object> values() {
        return List.of(
                id,
                type,
                arguments,
                restart,
                maxRestarts,
                period,
                shutdown,
                keepCompleted,
                requiredLabels,
                weight,
                spreadGroup,
                spreadLabel);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("ChildSpec[" + id + ", type " + type + ", " + arguments + ", " + restart
                + ", max " + maxRestarts + " restarts in " + period + ", shutdown " + shutdown);
        text.append(requiredLabels.isEmpty() ? "" : ", on " + requiredLabels);
        text.append(weight == 1 ? "" : ", weight " + weight);
        spreadGroup.ifPresent(group -> text.append(", spread group ").append(group));
        spreadLabel.ifPresent(label -> text.append(" over ").append(label));
        text.append(keepCompleted ? ", kept when completed" : "");
        return text.append(']').toString();
    }
}
