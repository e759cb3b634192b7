package io.pogo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The rules for the values of a {@link ChildSpec} and for the labels of a {@link MemberInfo}, one method for each rule.
 */
final class SpecRules {
    private static final int MAX_RESTARTS = 1_000_000;
    private static final Duration LONGEST = Duration.ofDays(365);

    private static final Pattern SET_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private SpecRules() {}

    static String name(String what, String name) {
        Objects.requireNonNull(name, what);
        require(
                !name.isEmpty(),
                () -> what + " is empty; it must have 1 to " + ChildSpec.MAX_NAME_LENGTH + " characters");
        require(
                name.length() <= ChildSpec.MAX_NAME_LENGTH,
                () -> what + " \"" + name.substring(0, Math.min(20, name.length())) + "...\" has " + name.length()
                        + " characters; at most " + ChildSpec.MAX_NAME_LENGTH + " are allowed");
        require(name.strip().equals(name), () -> what + " \"" + name + "\" begins or ends with white space");
        require(
                name.chars().noneMatch(Character::isISOControl),
                () -> what + " \"" + printable(name) + "\" has a control character");
        require(wellFormed(name), () -> what + " \"" + printable(name) + "\" is not well-formed Unicode");
        return name;
    }

    /** Returns a checked name of a declared set, which is a part of paths and command lines. */
    static String setName(String name) {
        Objects.requireNonNull(name, "set name");
        require(
                !name.isEmpty(),
                () -> "the set name is empty; it must have 1 to " + ChildSet.MAX_NAME_LENGTH + " characters");
        require(
                name.length() <= ChildSet.MAX_NAME_LENGTH,
                () -> "set name \"" + printable(name.substring(0, 20)) + "...\" has " + name.length()
                        + " characters; at most " + ChildSet.MAX_NAME_LENGTH + " are allowed");
        require(
                SET_NAME.matcher(name).matches(),
                () -> "set name \"" + printable(name) + "\" has a character that is not allowed: only letters, digits,"
                        + " dots, dashes and underscores of ASCII are, and the first one must be a letter or a digit");
        return name;
    }

    static Map<String, String> arguments(String id, Map<String, String> arguments) {
        Map<String, String> copy = new TreeMap<>(arguments);
        for (Map.Entry<String, String> argument : copy.entrySet()) {
            String value = Objects.requireNonNull(argument.getValue(), "value of argument " + argument.getKey());
            require(
                    wellFormed(argument.getKey()) && wellFormed(value),
                    () -> "argument \"" + printable(argument.getKey()) + "\" of child \"" + id
                            + "\" is not well-formed Unicode");
        }
        long bytes = copy.entrySet().stream()
                .mapToLong(argument -> utf8(argument.getKey()) + utf8(argument.getValue()))
                .sum();
        require(
                bytes <= ChildSpec.MAX_ARGUMENT_BYTES,
                () -> "the arguments of child \"" + id + "\" have " + bytes + " bytes; at most "
                        + ChildSpec.MAX_ARGUMENT_BYTES + " are allowed");
        return Collections.unmodifiableMap(copy);
    }

    static int maxRestarts(String id, int maxRestarts) {
        require(
                maxRestarts >= 0 && maxRestarts <= MAX_RESTARTS,
                () -> "maxRestarts of child \"" + id + "\" is " + maxRestarts + "; it must be 0 to " + MAX_RESTARTS);
        return maxRestarts;
    }

    static int weight(String id, int weight) {
        require(
                weight >= 1 && weight <= ChildSpec.MAX_WEIGHT,
                () -> "weight of child \"" + id + "\" is " + weight + "; it must be 1 to " + ChildSpec.MAX_WEIGHT);
        return weight;
    }

    /** Returns a checked copy of the labels that a child requires, or that a node has. */
    static Map<String, String> labels(String owner, Map<String, String> labels) {
        Map<String, String> copy = new TreeMap<>();
        labels.forEach((name, value) ->
                copy.put(name("label of " + owner, name), name("label \"" + name + "\" of " + owner, value)));
        require(
                copy.size() <= ChildSpec.MAX_LABELS,
                () -> owner + " has " + copy.size() + " labels; at most " + ChildSpec.MAX_LABELS + " are allowed");
        return Collections.unmodifiableMap(copy);
    }

    static Duration duration(String id, String what, Duration value, Duration least) {
        Objects.requireNonNull(value, what);
        require(
                value.compareTo(least) >= 0 && value.compareTo(LONGEST) <= 0,
                () -> what + " of child \"" + id + "\" is " + value + "; it must be " + least + " to " + LONGEST);
        return Duration.ofMillis(value.toMillis());
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static boolean wellFormed(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static String printable(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints()
                .forEach(c -> out.append(
                        Character.isISOControl(c) || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                                ? String.format("\\u%04x", c)
                                : Character.toString(c)));
        return out.toString();
    }

    /**
     * Throws an {@link IllegalArgumentException} if a rule is broken. The message is only built when it is needed,
     * because a spec is checked each time that it is read.
     */
    private static void require(boolean rule, Supplier<String> message) {
        if (!rule) {
            throw new IllegalArgumentException(message.get());
        }
    }
}
