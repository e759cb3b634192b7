package io.pogo.zk.internal.companion;

import io.pogo.engine.base.Threads;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A companion that is a subprocess. Its standard input is the pipe whose end is this JVM's death. */
public final class CompanionProcess implements CompanionLink {
    private static final long END_SECONDS = 2;
    private static final long DIAGNOSIS_SECONDS = 5;
    private static final int LAST_LINES = 5;

    /**
     * The environment variables that the companion does not inherit: they would start agents in it, or give it more
     * memory than it needs.
     */
    private static final Set<String> NOT_INHERITED = Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private final Process process;
    private final OutputStream pipe;
    private final CompanionLibraries libraries;
    private final CompletableFuture<String> ended = new CompletableFuture<>();

    private CompanionProcess(Process process, CompanionLibraries libraries) {
        this.process = process;
        this.pipe = process.getOutputStream();
        this.libraries = libraries;
    }

    /** Starts one with this JVM's class files. */
    public static CompanionProcess start() throws IOException {
        CompanionLibraries libraries = CompanionLibraries.of(CompanionCommand.places());
        try {
            return start(CompanionCommand.ofThisJvm(libraries), libraries);
        } catch (IOException | RuntimeException e) {
            libraries.close();
            throw e;
        }
    }

    public static CompanionProcess start(List<String> command) throws IOException {
        return start(command, CompanionLibraries.of(List.of()));
    }

    /** Starts the process. Its one line of output goes to this JVM's standard error. */
    private static CompanionProcess start(List<String> command, CompanionLibraries libraries) throws IOException {
        ProcessBuilder builder = builder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        CompanionProcess started = new CompanionProcess(builder.start(), libraries);
        Threads.factory(Long.toString(started.process.pid()), "companion-watch")
                .newThread(started::watch)
                .start();
        return started;
    }

    private static ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeAll(NOT_INHERITED);
        return builder;
    }

    /** The last lines that a command writes that ends at once. */
    public static String lastLines(List<String> command) {
        try {
            Process tried = builder(command).redirectErrorStream(true).start();
            tried.getOutputStream().close();
            if (!tried.waitFor(DIAGNOSIS_SECONDS, TimeUnit.SECONDS)) {
                tried.destroyForcibly().waitFor();
            }
            List<String> lines = tried.inputReader().lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException | UncheckedIOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    public static String lastLines() {
        try (CompanionLibraries libraries = CompanionLibraries.of(CompanionCommand.places())) {
            return lastLines(CompanionCommand.ofThisJvm(libraries));
        }
    }

    /** The end of its standard output is its end. */
    @Override
    public boolean awaitReady() {
        try {
            return process.getInputStream().read() >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Waits for the end of the process, on a thread of its own: {@code onExit} needs the common pool, which the
     * application may keep busy.
     */
    private void watch() {
        while (!ended.isDone()) {
            try {
                int code = process.waitFor();
                libraries.close();
                ended.complete("it ended with exit code " + code);
            } catch (InterruptedException e) {
                // Whoever interrupts a thread that he does not know is not listened to.
            }
        }
    }

    @Override
    public void say(byte[] message) throws IOException {
        pipe.write(message);
        pipe.flush();
    }

    @Override
    public CompletableFuture<String> ended() {
        return ended;
    }

    @Override
    public void close() throws IOException {
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                abandon();
            }
        } catch (InterruptedException e) {
            abandon();
        }
        libraries.close();
        pipe.close();
    }

    /** A process that is gone reads no end of the pipe. */
    @Override
    public void abandon() {
        process.destroyForcibly();
    }

    @Override
    public String toString() {
        return "process " + process.pid();
    }
}
