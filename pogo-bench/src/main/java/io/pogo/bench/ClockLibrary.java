package io.pogo.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The library that a process is started with so that its monotonic clock can stand still, as that of a suspended
 * machine does.
 */
final class ClockLibrary {
    private static final String SOURCE = "stop-clock.c";
    private static final int COMPILE_SECONDS = 30;

    private ClockLibrary() {}

    /** Compiles it into a folder; null where there is no compiler for it. */
    static @Nullable Path compile(Path dir) throws IOException, InterruptedException {
        Path source = dir.resolve(SOURCE);
        try (InputStream text = ClockLibrary.class.getResourceAsStream("/" + SOURCE)) {
            if (text == null) {
                throw new IllegalStateException("no " + SOURCE);
            }
            Files.copy(text, source);
        }
        Path library = dir.resolve("stop-clock.so");
        Process compiler;
        try {
            compiler = new ProcessBuilder(
                            "gcc", "-shared", "-fPIC", "-O1", "-o", library.toString(), source.toString(), "-ldl")
                    .redirectErrorStream(true)
                    .redirectOutput(dir.resolve("stop-clock.log").toFile())
                    .start();
        } catch (IOException e) {
            return null;
        }
        boolean ended = compiler.waitFor(COMPILE_SECONDS, TimeUnit.SECONDS);
        return ended && compiler.exitValue() == 0 ? library : null;
    }
}
