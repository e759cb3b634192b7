package io.pogo.console;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Runs the command line in this JVM. */
final class Cli {
    private final List<String> common;
    private final List<String> questions = new ArrayList<>();
    private volatile StringWriter printed = new StringWriter();
    private Terminal terminal = new Terminal(Optional.empty());

    Cli(String... common) {
        this.common = List.of(common);
    }

    Cli(LiveScope scope) {
        this("--connect", scope.connectString(), "--scope", scope.name(), "--session-timeout", "2s");
    }

    /** What a command has printed, and how it ended. */
    record Result(int exit, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }
    }

    /** Somebody is there who answers every question with this. */
    Cli answering(String answer) {
        UnaryOperator<String> ask = question -> {
            questions.add(question);
            return answer;
        };
        terminal = new Terminal(Optional.of(ask));
        return this;
    }

    List<String> questions() {
        return questions;
    }

    /** What the last command has printed so far; it may still run. */
    String printed() {
        return printed.toString();
    }

    Result run(String... command) {
        CommandLine line = PogoMain.commandLine(terminal);
        StringWriter out = new StringWriter();
        printed = out;
        StringWriter err = new StringWriter();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        line.setUsageHelpAutoWidth(false);
        int exit =
                line.execute(Stream.concat(Stream.of(command), common.stream()).toArray(String[]::new));
        line.getOut().flush();
        line.getErr().flush();
        return new Result(exit, out.toString(), err.toString());
    }
}
