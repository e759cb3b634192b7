package io.pogo.zk;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A companion that is a subprocess. Its standard input is the pipe whose end is this JVM's death. */
final class CompanionProcess implements CompanionLink {
    private static final long END_SECONDS = 2;

    /** They would start agents in it, or give it more memory than it needs. */
    private static final Set<String> NOT_INHERITED = Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private final Process process;
    private final OutputStream pipe;
    private final CompletableFuture<String> ended = new CompletableFuture<>();

    private CompanionProcess(Process process) {
        this.process = process;
        this.pipe = process.getOutputStream();
    }

    /** Its one line goes where this JVM's standard error goes. */
    static CompanionProcess start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeAll(NOT_INHERITED);
        CompanionProcess started = new CompanionProcess(builder.start());
        Threads.factory(Long.toString(started.process.pid()), "companion-watch")
                .newThread(started::watch)
                .start();
        return started;
    }

    /** On a thread of its own: {@code onExit} needs the common pool, which the application may keep busy. */
    private void watch() {
        while (!ended.isDone()) {
            try {
                ended.complete("it ended with exit code " + process.waitFor());
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
