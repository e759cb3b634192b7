package io.pogo.console;

import io.pogo.ChildInfo;
import io.pogo.ChildState;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words for people. */
final class Text {
    /** Marks the state of a child that has crashed lately. */
    static final String RESTLESS = ", crashed";

    static final String TWICE = ", runs twice";

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

    private Text() {}

    /** A name as people write it: {@code NOT_FOUND} is {@code not found}. */
    static String words(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** As zkCli shows it; a dash where there is none. */
    static String token(long token) {
        return token == 0 ? "-" : "0x" + Long.toHexString(token);
    }

    /** Returns whether a child that runs, or is about to run again, has crashed lately. */
    static boolean isRestless(ChildInfo child) {
        return isOnItsNode(child) && child.reason() != null && !runsTwice(child);
    }

    /** Returns whether an earlier run of the child, which has lost its lock, does not stop. */
    static boolean runsTwice(ChildInfo child) {
        return isOnItsNode(child) && child.reason() != null && child.reason().startsWith("runs twice");
    }

    private static boolean isOnItsNode(ChildInfo child) {
        return switch (child.state()) {
            case RUNNING, STARTING, RESTARTING -> true;
            default -> false;
        };
    }

    /** Returns the state by which a child counts: one that has crashed lately counts as restarting between its crashes too. */
    static ChildState standing(ChildInfo child) {
        return isRestless(child) ? ChildState.RESTARTING : child.state();
    }

    static boolean needsAttention(ChildInfo child) {
        return switch (child.state()) {
            case STUCK, FAILED, PENDING -> true;
            default -> isRestless(child) || runsTwice(child);
        };
    }

    /** The state of a child; one that has crashed lately is not just running, and one that restarts has crashed. */
    static String state(ChildInfo child) {
        if (runsTwice(child)) {
            return words(child.state()) + TWICE;
        }
        boolean isSaid = child.state() == ChildState.RESTARTING || !isRestless(child);
        return words(child.state()) + (isSaid ? "" : RESTLESS);
    }

    static String count(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    static String children(int number) {
        return count(number, "child", "children");
    }

    /** What comes from ZooKeeper must neither move the cursor nor turn the direction of the text. */
    static String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(c -> printable.appendCodePoint(isHarmless(c) ? c : '\ufffd'));
        return printable.toString();
    }

    private static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** Returns the reason that a failure states, without the names of Java classes. */
    static String reason(Throwable failure) {
        String message = failure.getMessage();
        String stated =
                message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
        return stated.replaceAll("\\b(?:[a-z]\\w*\\.)+[A-Z]\\w*(?:Exception|Error): ", "");
    }

    /** A time that has passed, in its two largest units: {@code 3d 4h}; {@code 0s} if two clocks make it negative. */
    static String elapsed(Duration time) {
        Duration passed = time.isNegative() ? Duration.ZERO : time;
        if (passed.toDays() > 0) {
            return passed.toDays() + "d " + passed.toHoursPart() + "h";
        }
        if (passed.toHours() > 0) {
            return passed.toHours() + "h " + passed.toMinutesPart() + "m";
        }
        return passed.toMinutes() > 0
                ? passed.toMinutes() + "m " + passed.toSecondsPart() + "s"
                : passed.toSeconds() + "s";
    }

    /** Reads {@code 500ms}, {@code 10s}, {@code 5m} or {@code 1h}. */
    static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no time; write 500ms, 10s, 5m or 1h");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }
}
