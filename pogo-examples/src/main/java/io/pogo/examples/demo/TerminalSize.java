package io.pogo.examples.demo;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size of the terminal.
 *
 * @param columns the width
 * @param rows the height
 * @param askedAt the time of the measurement
 */
record TerminalSize(int columns, int rows, Instant askedAt) {
    private static final Duration MAX_AGE = Duration.ofSeconds(2);
    private static final Pattern STTY = Pattern.compile("([1-9][0-9]{0,3}) ([1-9][0-9]{0,3})\\s*");

    /** Asks the terminal; where that is not possible it is 80 by 24. */
    static TerminalSize ask() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return parse(new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8), Instant.now());
        } catch (IOException e) {
            return parse("", Instant.now());
        }
    }

    /** The same, asked again if it is old. */
    TerminalSize refreshed(Instant now) {
        return askedAt.plus(MAX_AGE).isBefore(now) ? ask() : this;
    }

    static TerminalSize parse(String sttySize, Instant now) {
        Matcher matcher = STTY.matcher(sttySize);
        return matcher.matches()
                ? new TerminalSize(Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(1)), now)
                : new TerminalSize(80, 24, now);
    }
}
