package io.pogo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Restarts ZooKeeper's servers one after the other; no child may notice. */
final class RollingRestarts {
    private static final Duration SERVE = Duration.ofSeconds(60);
    private static final int SETTLE_MILLIS = 8_000;
    private static final int DOWN_MILLIS = 500;
    private static final int PAUSE_MILLIS = 2_000;

    private final ChaosOptions options;
    private final Path target;
    private final Console console;

    RollingRestarts(ChaosOptions options, Path target, Console console) {
        this.options = options;
        this.target = target;
        this.console = console;
    }

    /** Runs; whether no child was restarted. */
    boolean run() throws IOException, InterruptedException {
        Path dir = target.resolve("chaos");
        Folders.clear(dir);
        try (ChaosEnvironment world = new ChaosEnvironment(dir, options, null)) {
            world.wishes.forgetUnsteady();
            world.begin(options, new Calls(world.cluster, world.wishes, 0, options.seed()));
            Thread.sleep(SETTLE_MILLIS);
            int running = world.running().size();
            long before = world.tail.starts();
            console.progress(running + " children run");
            for (int i = 0; i < options.rollingRestarts(); i++) {
                restart(world, 1 + i % Ensemble.SIZE);
            }
            Thread.sleep(SETTLE_MILLIS);
            int left = world.running().size();
            long restarts = world.tail.starts() - before;
            String json = String.format(
                    Locale.ROOT,
                    "{\"rollingRestarts\":%d,\"children\":%d,\"runningAfter\":%d,\"childRestarts\":%d}%n",
                    options.rollingRestarts(),
                    running,
                    left,
                    restarts);
            Files.writeString(target.resolve("chaos-rolling.json"), json);
            console.result(json);
            return restarts == 0 && left == running;
        }
    }

    private void restart(ChaosEnvironment world, int id) throws IOException, InterruptedException {
        String was = world.ensemble.mode(id).orElse("not serving");
        long start = System.nanoTime();
        world.ensemble.server(id).kill();
        Thread.sleep(DOWN_MILLIS);
        world.ensemble.start(id);
        world.ensemble.awaitAll(SERVE);
        console.progress("restarted server " + id + ", " + was + ", all serve after "
                + (System.nanoTime() - start) / 1_000_000 + " ms, child starts so far: " + count(world));
        Thread.sleep(PAUSE_MILLIS);
    }

    private static long count(ChaosEnvironment world) throws IOException {
        int unused = world.running().size();
        return world.tail.starts();
    }
}
