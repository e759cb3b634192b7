package io.pogo.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The jar that users run, in a process of its own. */
final class PogoJar {
    static final Path FILE = Path.of("target", "pogo.jar");

    private PogoJar() {}

    /** How a command ended, and what it has printed. */
    record Ended(int exit, String out, String err) {}

    /** The command line, with options for its JVM. */
    static List<String> command(List<String> jvm, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(jvm);
        command.addAll(List.of("-jar", FILE.toString()));
        command.addAll(arguments);
        return command;
    }

    /** Runs a command to its end, in a pipe. */
    static Ended run(List<String> command) throws IOException, InterruptedException {
        Path err = Files.createTempFile("pogo", ".err");
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(err.toFile()).start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), out, Files.readString(err));
        } finally {
            Files.delete(err);
        }
    }
}
