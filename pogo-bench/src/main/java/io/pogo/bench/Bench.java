package io.pogo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.zookeeper.KeeperException;

/** A run of the benchmarks, one after the other. */
final class Bench {
    private final BenchOptions options;
    private final Path target;
    private final Console console;
    private final Yardsticks yardsticks = new Yardsticks(this);
    private final List<Figures> results = new ArrayList<>();
    private BenchmarkKind current = BenchmarkKind.MACHINE;
    private Optional<Testbed> leftOver = Optional.empty();
    private int stages;

    Bench(BenchOptions options, Path target, Console console) {
        this.options = options;
        this.target = target;
        this.console = console;
    }

    /** Runs; whether every benchmark could be run. */
    boolean run() throws IOException, InterruptedException {
        Folders.clear(target.resolve("bench"));
        boolean ran = true;
        for (BenchmarkKind kind : BenchmarkKind.values()) {
            if (options.only().contains(kind)) {
                current = kind;
                ran &= run(kind);
            }
        }
        takeLeftOver().ifPresent(Testbed::end);
        console.result(BenchTable.of(results));
        Files.writeString(
                target.resolve("bench.json"),
                results.stream().map(Figures::json).collect(Collectors.joining(",\n", "[", "]\n")));
        Files.writeString(target.resolve("bench.svg"), BenchChart.of(results));
        return ran;
    }

    private boolean run(BenchmarkKind kind) throws InterruptedException {
        progress("begins");
        try {
            kind.benchmark().run(this);
            return true;
        } catch (IOException | KeeperException | RuntimeException e) {
            progress("could not be run: " + e);
            return false;
        }
    }

    BenchOptions options() {
        return options;
    }

    List<Integer> sizes(Integer... own) {
        return options.sizes(own);
    }

    /** Returns the measurements of the recipes of Curator alone. */
    Yardsticks yardsticks() {
        return yardsticks;
    }

    /** A folder for the next server and its nodes. */
    Path nextDir() {
        stages++;
        return target.resolve("bench").resolve(String.format(Locale.ROOT, "%02d-%s", stages, current.label()));
    }

    /** Keeps a stage for the next benchmark. */
    void leaveOver(Testbed stage) {
        leftOver = Optional.of(stage);
    }

    Optional<Testbed> takeLeftOver() {
        Optional<Testbed> taken = leftOver;
        leftOver = Optional.empty();
        return taken;
    }

    /** The figures of the current benchmark, to be filled in. */
    Figures figures() {
        return Figures.of(current.label());
    }

    void progress(String line) {
        console.progress(current.label() + ": " + line);
    }

    void report(Figures figures) {
        Figures shown = options.quick() ? figures.withoutBudgets() : figures;
        results.add(shown);
        console.progress(shown.json());
    }
}
