package io.pogo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The specification of a child: immutable data, stored in ZooKeeper as it is. It names a child type for which nodes
 * have registered a {@link ChildFactory}; it never names a class. Put no secrets in it: everyone who may read the scope
 * may read it.
 *
 * <pre>{@code
 * ChildSpec spec = ChildSpec.of("monitor-10.0.0.1", "service-monitor")
 *         .withArgument("ip", "10.0.0.1")
 *         .withRestart(Restart.PERMANENT)
 *         .withMaxRestarts(3, Duration.ofSeconds(5))
 *         .withShutdown(Duration.ofSeconds(5));
 * }</pre>
 *
 * Required labels, the weight and the spread group decide where the child may run:
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
    /** The largest number of characters in an id or a type: 200. */
    public static final int MAX_NAME_LENGTH = 200;

    /** The largest size of the names and values of all arguments together, in bytes of UTF-8: 65,536. */
    public static final int MAX_ARGUMENT_BYTES = 64 * 1024;

    /** The restart intensity's default: 3 restarts within 5 seconds. */
    public static final int DEFAULT_MAX_RESTARTS = 3;

    /** The restart intensity's default: 3 restarts within 5 seconds. */
    public static final Duration DEFAULT_PERIOD = Duration.ofSeconds(5);

    /** The default shutdown time, which a child may take to stop: 5 seconds. */
    public static final Duration DEFAULT_SHUTDOWN = Duration.ofSeconds(5);

    /** The largest number of labels that a spec may require, and that a node may have: 32. */
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
     * Returns the spec of a permanent child without arguments, with the default restart intensity and shutdown time,
     * that may run on every node that offers its type.
     *
     * @param id the child's id, unique in the scope: 1 to 200 characters, no control characters, no white space at
     *     either end, well-formed Unicode; slashes, inner spaces and dots are fine
     * @param type the child type, with the same rules
     * @return the spec
     * @throws IllegalArgumentException if a rule is broken; the message names the value and the rule
     */
    public static ChildSpec of(String id, String type) {
        return new ChildSpec(new SpecDraft(id, type));
    }

    /**
     * Returns this spec with one argument added, or its value replaced.
     *
     * @param name the argument's name
     * @param value the argument's value; the arguments may have 64 KiB in all
     * @return the new spec
     */
    public ChildSpec withArgument(String name, String value) {
        Map<String, String> more = new TreeMap<>(arguments);
        more.put(Objects.requireNonNull(name, "argument name"), Objects.requireNonNull(value, "argument value"));
        return withArguments(more);
    }

    /**
     * Returns this spec with all its arguments replaced.
     *
     * @param arguments the new arguments; they may have 64 KiB in all
     * @return the new spec
     */
    public ChildSpec withArguments(Map<String, String> arguments) {
        return with(draft -> draft.arguments(arguments));
    }

    /**
     * Returns this spec with another restart type. Default: {@link Restart#PERMANENT}.
     *
     * @param restart the restart type
     * @return the new spec
     */
    public ChildSpec withRestart(Restart restart) {
        return with(draft -> draft.restart(restart));
    }

    /**
     * Returns this spec with another restart intensity. A child that needs more restarts than this within the period is
     * given up by its node and tried on others. Default: 3 within 5 seconds.
     *
     * @param maxRestarts the number of restarts that are tolerated within the period, 0 to 1,000,000
     * @param period the time over which restarts are counted, 1 millisecond to 365 days
     * @return the new spec
     */
    public ChildSpec withMaxRestarts(int maxRestarts, Duration period) {
        return with(draft -> draft.maxRestarts(maxRestarts, period));
    }

    /**
     * Returns this spec with another shutdown time: the time that the child may take to stop after it was asked to. A
     * child that takes longer is stuck, which is reported, and runs nowhere else until it has ended. Default: 5
     * seconds.
     *
     * @param shutdown the shutdown time, zero to 365 days
     * @return the new spec
     */
    public ChildSpec withShutdown(Duration shutdown) {
        return with(draft -> draft.shutdown(shutdown));
    }

    /**
     * Returns this spec with the choice to keep or remove it when the child's work is done: the spec of a transient
     * child that ended normally is removed, or is kept as completed, so that starting the child again does not run it
     * again. Default: false, it is removed.
     *
     * @param keepCompleted true to keep the spec as completed, false to remove it
     * @return the new spec
     */
    public ChildSpec withKeepCompleted(boolean keepCompleted) {
        return with(draft -> draft.keepCompleted(keepCompleted));
    }

    /**
     * Returns this spec with one required label added, or its value replaced: only nodes that have this label with this
     * value run the child. While there is no such node the child stays pending.
     *
     * @param name the label's name, with the rules of ids
     * @param value the label's value, with the rules of ids
     * @return the new spec
     */
    public ChildSpec withRequiredLabel(String name, String value) {
        Map<String, String> more = new TreeMap<>(requiredLabels);
        more.put(Objects.requireNonNull(name, "label name"), Objects.requireNonNull(value, "label value"));
        return withRequiredLabels(more);
    }

    /**
     * Returns this spec with all its required labels replaced: a node must have all of them. Default: none.
     *
     * @param labels the new required labels, at most 32
     * @return the new spec
     */
    public ChildSpec withRequiredLabels(Map<String, String> labels) {
        return with(draft -> draft.requiredLabels(labels));
    }

    /**
     * Returns this spec with another weight: the amount of its node's capacity that the child takes, and its part in a
     * node's load when the load is evened out. Default: 1.
     *
     * @param weight the weight, 1 to 1,000,000
     * @return the new spec
     */
    public ChildSpec withWeight(int weight) {
        return with(draft -> draft.weight(weight));
    }

    /**
     * Returns this spec in a spread group: children of one group go to different nodes as far as there are any.
     * Spreading takes precedence over an even load. Default: none.
     *
     * @param group the name of the group, with the rules of ids
     * @return the new spec
     */
    public ChildSpec withSpreadGroup(String group) {
        return with(draft -> draft.spread(group));
    }

    /**
     * Returns this spec in a spread group with a label: children of one group go to different nodes, then to nodes with
     * different values of the label, as far as there are any.
     *
     * @param group the name of the group, with the rules of ids
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

    /** {@return the restart type} */
    public Restart restart() {
        return restart;
    }

    /** {@return the number of restarts that are tolerated within the period, 0 or more} */
    public int maxRestarts() {
        return maxRestarts;
    }

    /** {@return the period over which restarts are counted, above zero} */
    public Duration period() {
        return period;
    }

    /** {@return the time that the child may take to stop, zero or more} */
    public Duration shutdown() {
        return shutdown;
    }

    /** {@return true if the spec is kept as completed when the child's work is done} */
    public boolean keepCompleted() {
        return keepCompleted;
    }

    /** {@return the labels that its node must have, an immutable map, ordered by name} */
    public Map<String, String> requiredLabels() {
        return requiredLabels;
    }

    /** {@return the amount of its node's capacity that the child takes, 1 or more} */
    public int weight() {
        return weight;
    }

    /** {@return the child's spread group, or empty if it is in none} */
    public Optional<String> spreadGroup() {
        return spreadGroup;
    }

    /** {@return the label over whose values the spread group is spread, or empty if there is none} */
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
