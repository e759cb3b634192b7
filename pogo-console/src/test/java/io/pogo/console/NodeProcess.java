package io.pogo.console;

import io.pogo.DistributedSupervisor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A node as a JVM of its own: {@code connectString scope nodeId}. It ends when its standard input does. */
final class NodeProcess implements AutoCloseable {
    private final Process process;

    private NodeProcess(Process process) {
        this.process = process;
    }

    public static void main(String[] args) throws IOException {
        DistributedSupervisor node =
                LiveScope.builder(args[0], args[1], args[2]).start();
        while (System.in.read() >= 0) {
            // whatever is said, the node goes on
        }
        node.close();
        System.exit(0);
    }

    static NodeProcess start(String connectString, String scope, String nodeId) {
        try {
            return new NodeProcess(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Djava.net.preferIPv4Stack=true",
                            "-cp",
                            System.getProperty("java.class.path"),
                            NodeProcess.class.getName(),
                            connectString,
                            scope,
                            nodeId)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL. */
    void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
