package io.pogo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A run of the harness. */
final class Chaos {
    private static final Duration CONVERGE = Duration.ofSeconds(60);
    private static final int PROGRESS_SECONDS = 10;

    private final ChaosOptions options;
    private final Path target;
    private final Console console;

    Chaos(ChaosOptions options, Path target, Console console) {
        this.options = options;
        this.target = target;
        this.console = console;
    }

    /** Runs; whether all is well. */
    boolean run() throws IOException, InterruptedException {
        Path dir = target.resolve("chaos");
        Folders.clear(dir);
        Path clockLibrary = options.faults().contains(FaultKind.STOP_CLOCK) ? ClockLibrary.compile(dir) : null;
        FaultPlan plan = FaultPlan.of(clockLibrary == null ? without(FaultKind.STOP_CLOCK) : options);
        console.progress("seed " + options.seed() + ", " + plan.faults().size() + " faults to come:\n" + plan);
        try (ChaosEnvironment world = new ChaosEnvironment(dir, options, clockLibrary)) {
            Nemesis nemesis = new Nemesis(world, options.nodes(), console::progress);
            Calls calls = new Calls(world.cluster, world.wishes, options.calls(), options.seed());
            ScheduledExecutorService progress = progress(world);
            try {
                world.begin(options, calls);
                console.progress("all children run");
                calls.begin();
                nemesis.run(plan);
                calls.end();
                Duration took = new Convergence(world).await(CONVERGE);
                console.progress("all healed; settled after " + took.toMillis() + " ms");
            } finally {
                progress.shutdownNow();
            }
            return report(Evidence.read(dir), nemesis);
        }
    }

    private ChaosOptions without(FaultKind kind) {
        if (options.faults().contains(kind)) {
            console.result(kind.label() + " is left out: gcc is not there, or cannot build its library; install it\n");
        }
        return options.without(kind);
    }

    private boolean report(Evidence evidence, Nemesis nemesis) throws IOException {
        Findings findings = Checker.check(evidence);
        console.result(Report.evidence(findings));
        console.result(Report.table(options.seed(), nemesis.made(), options.children(), findings));
        Files.writeString(
                target.resolve("chaos.json"),
                Report.json(options.seed(), nemesis.made(), options.children(), findings));
        return findings.areClean();
    }

    private ScheduledExecutorService progress(ChaosEnvironment world) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
        });
        var unused = timer.scheduleAtFixedRate(() -> tell(world), PROGRESS_SECONDS, PROGRESS_SECONDS, TimeUnit.SECONDS);
        return timer;
    }

    private void tell(ChaosEnvironment world) {
        try {
            Set<String> running = world.running();
            console.progress(running.size() + " run, " + world.wishes.count(ExpectedState.State.WANTED)
                    + " are wanted, " + world.wishes.count(ExpectedState.State.UNKNOWN) + " may be");
        } catch (IOException e) {
            console.progress("the logs cannot be read: " + e);
        }
    }
}
