package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.companion.CompanionMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A sidecar as a process of its own. */
final class RemoteSidecar implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("listens on \\S*:(\\d+)\\R");

    private final Path output;
    private final Process process;

    private RemoteSidecar(Path output, Process process) {
        this.output = output;
        this.process = process;
    }

    /** Starts one that listens. */
    static RemoteSidecar start(String address, Path secret) {
        try {
            Path output = Files.createTempFile("pogo-sidecar-", ".out");
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx16m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Djava.net.preferIPv4Stack=true",
                            "-cp",
                            System.getProperty("java.class.path"),
                            CompanionMain.class.getName(),
                            "--listen",
                            address,
                            "--secret",
                            secret.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            RemoteSidecar sidecar = new RemoteSidecar(output, process);
            eventually().until(() -> !process.isAlive() || sidecar.output().contains("listens on"));
            return sidecar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens, if that is a port. */
    int port() {
        Matcher port = PORT.matcher(output());
        assertThat(port.find()).as(output()).isTrue();
        return Integer.parseInt(port.group(1));
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitOutput(String text) {
        eventually().untilAsserted(() -> assertThat(output()).contains(text));
    }

    int awaitExit() throws InterruptedException {
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            Files.delete(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
