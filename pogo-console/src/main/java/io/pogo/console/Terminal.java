package io.pogo.console;

import java.io.Console;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The terminal of the user in front of the program, if there is one.
 *
 * @param ask asks a question and returns the answer; empty if there is no terminal
 */
record Terminal(Optional<UnaryOperator<String>> ask) {
    /** The terminal of this process, if both its input and its output are one. */
    static Terminal ofProcess() {
        return of(System.console());
    }

    private static Terminal of(@Nullable Console console) {
        if (console == null || !isTerminal(console)) {
            return new Terminal(Optional.empty());
        }
        return new Terminal(Optional.of(question -> {
            String answer = console.readLine("%s", question);
            return answer == null ? "" : answer;
        }));
    }

    boolean isThere() {
        return ask.isPresent();
    }

    /** Returns whether a console is a terminal. From Java 22 on there is a console even where there is no terminal. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
