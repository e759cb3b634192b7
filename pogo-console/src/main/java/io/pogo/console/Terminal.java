package io.pogo.console;

import java.io.Console;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Whoever sits in front of the program, if anybody does.
 *
 * @param ask asks a question and returns the answer; empty if nobody can be asked
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

    /** From Java 22 on there is a console even where there is no terminal. */
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
