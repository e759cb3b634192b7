package io.pogo.examples.demo;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A node as its parent sees it: a JVM of its own that prints events and ends when its standard input does. */
final class NodeProcess {
    private final Process process;
    private final Path log;

    private NodeProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts the process; its events go to the reporter, its log to a file of its own. */
    static NodeProcess start(NodeOptions options, Path logs, Reporter reporter) {
        List<String> command = new ArrayList<>(shielded());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                DemoNodeMain.class.getName()));
        command.addAll(options.toArguments());
        Path log = logs.resolve(options.node() + ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            Thread reader = new Thread(() -> read(process, reporter), "read-" + options.node());
            reader.setDaemon(true);
            reader.start();
            return new NodeProcess(process, log);
        } catch (IOException e) {
            throw new DemoException("The JVM of " + options.node() + " cannot be started: " + e.getMessage() + ".");
        }
    }

    /** Sends one line to the node, if it still listens. */
    void tell(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            System.err.println("The node does not listen any more: " + e);
        }
    }

    /** Asks the node to leave. */
    void quit() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            System.err.println("The node does not listen any more: " + e);
        }
    }

    /** Ends the process without asking, and waits until it has ended. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    boolean awaitExit(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Returns how a process that has ended did so, as a clause for a sentence. */
    String ending() {
        return "ended by itself with exit code " + process.exitValue() + "; its log is " + log + ".";
    }

    long pid() {
        return process.pid();
    }

    private static void read(Process process, Reporter reporter) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                NodeEvent.fromWire(line).ifPresentOrElse(reporter::report, System.err::println);
            }
        } catch (IOException e) {
            System.err.println("The node does not speak any more: " + e);
        }
    }

    /**
     * Returns a command prefix that keeps Ctrl-C in the terminal, which reaches every process there, away from the
     * nodes: their parent ends them.
     */
    private static List<String> shielded() {
        return File.separatorChar == '/' ? List.of("sh", "-c", "trap '' INT; exec \"$@\"", "sh") : List.of();
    }

    private static String classPath() {
        return DemoNodeMain.class.getClassLoader() instanceof URLClassLoader loader
                ? Stream.of(loader.getURLs()).map(NodeProcess::file).collect(Collectors.joining(File.pathSeparator))
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
