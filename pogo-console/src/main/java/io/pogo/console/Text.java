package io.pogo.console;

import io.pogo.ChildInfo;
import io.pogo.ChildState;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Words for people. */
final class Text {
    /** Marks the state of a child that has crashed lately. */
    static final String RESTLESS = ", crashed";

    static final String TWICE = ", runs twice";

    private static final Pattern CLASS = Pattern.compile(
            "\\b(?:[a-z]\\w*\\.)+[A-Z]\\w*(?:Exception|Error): |" + " \\(start marker at \\[Source: [^]]*\\]\\)");
    private static final Pattern ISO_TIME =
            Pattern.compile("\\bPT(?=[0-9])(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9.]+)S)?\\b");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

    private Text() {}

    /** A name as people write it: {@code NOT_FOUND} is {@code not found}. */
    static String words(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Returns a token as zkCli shows it; a dash if there is none. */
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

    /**
     * Returns the state by which a child counts: one that has crashed lately counts as restarting, also while it runs.
     */
    static ChildState standing(ChildInfo child) {
        return isRestless(child) ? ChildState.RESTARTING : child.state();
    }

    static boolean needsAttention(ChildInfo child) {
        return switch (child.state()) {
            case STUCK, FAILED, PENDING -> true;
            default -> isRestless(child) || runsTwice(child);
        };
    }

    /** Returns the state of a child, with a mark if it runs twice, or runs and has crashed lately. */
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

    /**
     * Returns text from ZooKeeper with each character replaced that could move the cursor or change the direction of
     * the text.
     */
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

    /** Returns the reason that a failure states, without the names of Java classes, and with times as {@code 5 s}. */
    static String reason(Throwable failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (failure instanceof AccessDeniedException) {
            return "this process has no permission to read it";
        }
        if (failure instanceof CharacterCodingException) {
            return "it is not a text in UTF-8";
        }
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? "unexpected: " + name(failure)
                : withTimes(CLASS.matcher(message).replaceAll(""));
    }

    /** The name of a failure that has no message: {@code null pointer}. */
    private static String name(Throwable failure) {
        return failure.getClass()
                .getSimpleName()
                .replaceAll("(Exception|Error)$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }

    /** Writes {@code PT1H30M} as {@code 1 h 30 min}. */
    private static String withTimes(String text) {
        return ISO_TIME.matcher(text).replaceAll(time -> {
            StringBuilder words = new StringBuilder();
            add(words, time.group(1), " h");
            add(words, time.group(2), " min");
            add(words, time.group(3), " s");
            return words.substring(1);
        });
    }

    private static void add(StringBuilder words, @Nullable String number, String unit) {
        if (number != null) {
            words.append(' ').append(number).append(unit);
        }
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
