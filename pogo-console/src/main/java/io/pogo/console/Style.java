package io.pogo.console;

import io.pogo.ChildState;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The look of text: plain and of any length in a pipe, in colour and as wide as the window on a terminal.
 *
 * @param colour true if states and titles are coloured
 * @param columns the width of the window; empty where nothing may be cut
 */
record Style(boolean colour, OptionalInt columns) {
    /** Text for a pipe or a file. */
    static final Style PLAIN = new Style(false, OptionalInt.empty());

    private static final String RESET = "\u001b[0m";
    private static final String BOLD = "\u001b[1m";
    private static final String RED = "\u001b[31m";
    private static final String GREEN = "\u001b[32m";
    private static final String YELLOW = "\u001b[33m";
    private static final String FAINT = "\u001b[2m";

    private static final Map<String, String> STATES =
            Stream.of(ChildState.values()).collect(Collectors.toMap(Text::words, Style::colour));

    /**
     * Returns the look for a terminal. {@code NO_COLOR} with any value and {@code TERM=dumb} turn colours off, see
     * no-color.org.
     *
     * @param columns the width of the window
     * @param environment looks up a variable of the environment; null where it is not set
     */
    static Style ofTerminal(int columns, UnaryOperator<String> environment) {
        String noColour = environment.apply("NO_COLOR");
        boolean isDumb = "dumb".equals(environment.apply("TERM"));
        return new Style((noColour == null || noColour.isEmpty()) && !isDumb, OptionalInt.of(columns));
    }

    String title(String text) {
        return colour ? BOLD + text + RESET : text;
    }

    /** Returns a cell of a table; the name of a child's state is coloured. */
    String cell(String text) {
        String known = text.endsWith(Text.RESTLESS)
                ? Text.words(ChildState.RESTARTING)
                : text.endsWith(Text.TWICE) ? Text.words(ChildState.STUCK) : text;
        String begin = colour ? STATES.get(known) : null;
        return begin == null ? text : begin + text + RESET;
    }

    private static String colour(ChildState state) {
        return switch (state) {
            case RUNNING -> GREEN;
            case FAILED, STUCK -> RED;
            case PENDING, STARTING, RESTARTING, STOPPING -> YELLOW;
            default -> FAINT;
        };
    }
}
