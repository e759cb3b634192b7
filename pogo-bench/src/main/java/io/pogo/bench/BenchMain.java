package io.pogo.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The benchmarks. See {@link BenchOptions#USAGE}. */
public final class BenchMain {
    private BenchMain() {}

    /**
     * Runs the benchmarks. The exit code is 0 if they ran, with any result, 1 if one could not run, 2 for a wrong
     * option.
     *
     * @param args the options
     */
    public static void main(String[] args) throws InterruptedException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        if (List.of(args).contains("--help")) {
            out.print(BenchOptions.USAGE);
            System.exit(0);
        }
        BenchOptions options;
        try {
            options = BenchOptions.parse(List.of(args));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        System.exit(run(options, new Console(out, false)) ? 0 : 1);
    }

    private static boolean run(BenchOptions options, Console console) throws InterruptedException {
        Path target = Path.of(System.getProperty("pogo.bench.target", "pogo-bench/target"));
        try {
            return new Bench(options, target, console).run();
        } catch (IOException e) {
            System.err.println("The benchmarks failed: " + e);
            return false;
        }
    }
}
