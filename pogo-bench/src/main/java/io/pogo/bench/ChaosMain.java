package io.pogo.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The fault harness. See {@link ChaosOptions#USAGE}. */
public final class ChaosMain {
    private ChaosMain() {}

    /**
     * Runs the harness; the exit code is 0 if all is well, 1 if something was found or went wrong, 2 for a wrong
     * option.
     *
     * @param args the options
     */
    public static void main(String[] args) throws InterruptedException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        if (List.of(args).contains("--help")) {
            out.print(ChaosOptions.USAGE);
            System.exit(0);
        }
        ChaosOptions options;
        try {
            options = ChaosOptions.parse(List.of(args));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        System.exit(run(options, new Console(out, options.quiet())) ? 0 : 1);
    }

    private static boolean run(ChaosOptions options, Console console) throws InterruptedException {
        Path target = Path.of(System.getProperty("pogo.chaos.target", "pogo-bench/target"));
        try {
            return options.rollingRestarts() > 0
                    ? new RollingRestarts(options, target, console).run()
                    : new Chaos(options, target, console).run();
        } catch (IOException | IllegalStateException e) {
            System.err.println("The harness failed: " + e);
            return false;
        }
    }
}
