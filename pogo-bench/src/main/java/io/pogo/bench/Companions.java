package io.pogo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The resource use of a node's crash companion while it waits. */
final class Companions {
    private static final Duration WATCH = Duration.ofSeconds(20);
    private static final Duration QUICK = Duration.ofSeconds(1);
    private static final double KILOBYTES = 1_000;

    private Companions() {}

    /**
     * The memory and the CPU time of a companion.
     *
     * @param megabytes the resident memory, including the part that is shared with other JVMs
     * @param cpuPercent the CPU time in percent of a core
     */
    record Use(double megabytes, double cpuPercent) {}

    static Use idle(NodeProcess node, boolean quick) throws IOException, InterruptedException {
        ProcessHandle companion = node.jvm()
                .process()
                .children()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(node.id() + " has no companion"));
        Duration watch = quick ? QUICK : WATCH;
        long cpu = cpuNanos(companion);
        long began = System.nanoTime();
        Thread.sleep(watch.toMillis());
        double percent = (cpuNanos(companion) - cpu) * 100.0 / (System.nanoTime() - began);
        return new Use(residentKilobytes(companion) / KILOBYTES, percent);
    }

    private static long cpuNanos(ProcessHandle process) {
        return process.info().totalCpuDuration().orElseThrow().toNanos();
    }

    private static long residentKilobytes(ProcessHandle process) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .sum();
    }
}
