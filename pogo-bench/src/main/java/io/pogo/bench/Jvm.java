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
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JVM of the harness's own, which ends when its standard input does: it does not outlive the harness. */
final class Jvm {
    /** The length of one cycle in which a process is frozen, and then runs for a moment. */
    private static final long STARVE_MILLIS = 202;

    private final Process process;
    private volatile boolean killed;

    private Jvm(Process process) {
        this.process = process;
    }

    /** Starts a JVM that logs into a file, and, if it speaks, answers on its standard output. */
    static Jvm start(Class<?> main, Path log, boolean speaks, List<String> properties, List<String> arguments)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(main, properties, arguments))
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        if (!speaks) {
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        }
        return start(builder);
    }

    /** Starts a JVM whose log and answers are on its standard output. */
    static Jvm start(Class<?> main, Map<String, String> environment, List<String> properties, List<String> arguments)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(main, properties, arguments)).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return start(builder);
    }

    private static Jvm start(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new Jvm(process);
    }

    private static List<String> command(Class<?> main, List<String> properties, List<String> arguments) {
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
        return command;
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
        return shell(
                "kill -STOP $0 && sleep $1; kill -CONT $0",
                Long.toString(process.pid()),
                String.format(Locale.ROOT, "%.3f", millis / 1000.0));
    }

    /** Lets the process run for a fiftieth of the time only, by a helper that resumes it in the end. */
    Process starve(long millis) throws IOException {
        return shell(
                "n=0; while [ $n -lt $1 ] && kill -STOP $0; do sleep 0.196; kill -CONT $0; sleep 0.002; n=$((n+1));"
                        + " done; "
                        + "kill -CONT $0",
                Long.toString(process.pid()),
                Long.toString(millis / STARVE_MILLIS));
    }

    /** Sends a signal to the process and those that it has started; returns when it is sent. */
    void signal(String signal) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal, Long.toString(process.pid())));
        process.descendants().forEach(started -> command.add(Long.toString(started.pid())));
        new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    }

    private static Process shell(String script, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", script));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
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
