package io.pogo.bench;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JVM of the harness's own, which ends when its standard input does: it does not outlive the harness. */
final class Jvm {
    private final Process process;
    private volatile boolean killed;

    private Jvm(Process process) {
        this.process = process;
    }

    static Jvm start(Class<?> main, Path log, boolean speaks, List<String> properties, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(shielded());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.net.preferIPv4Stack=true"));
        command.addAll(properties);
        command.addAll(List.of("-cp", classPath(), main.getName()));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        if (!speaks) {
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        }
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new Jvm(process);
    }

    Process process() {
        return process;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    boolean wasKilled() {
        return killed;
    }

    /** SIGKILL; returns when it has ended. */
    void kill() throws InterruptedException {
        killed = true;
        process.destroyForcibly().waitFor();
    }

    /** SIGKILL, for clearing away. */
    void end() {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean awaitExit(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** SIGSTOP now and SIGCONT later, by a helper, which wakes the process even if the harness is gone by then. */
    Process pause(long millis) throws IOException {
        return new ProcessBuilder(
                        "sh",
                        "-c",
                        "kill -STOP $0 && sleep $1; kill -CONT $0",
                        Long.toString(process.pid()),
                        String.format(Locale.ROOT, "%.3f", millis / 1000.0))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Ctrl-C in a terminal reaches every process there; these leave it to the harness. */
    private static List<String> shielded() {
        return List.of("sh", "-c", "trap '' INT; exec \"$@\"", "sh");
    }

    private static String classPath() {
        return Jvm.class.getClassLoader() instanceof URLClassLoader loader
                ? Stream.of(loader.getURLs()).map(Jvm::file).collect(Collectors.joining(File.pathSeparator))
                : System.getProperty("java.class.path");
    }

    private static String file(URL url) {
        try {
            return Path.of(url.toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("not a file: " + url, e);
        }
    }
}
