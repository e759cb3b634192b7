package io.pogo.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** All benchmarks, in the order in which they run. */
enum BenchmarkKind {
    MACHINE,
    START_LATENCY,
    BULK_START,
    CRASH_FAILOVER,
    GRACEFUL_LEAVE,
    JOIN,
    ROLLING_RESTART,
    TERMINATE,
    LIST,
    IDLE,
    FAN_OUT,
    COLD_START,
    SCALE;

    Benchmark benchmark() {
        return switch (this) {
            case MACHINE -> new Machine();
            case START_LATENCY -> new StartLatency();
            case BULK_START -> new BulkStart();
            case CRASH_FAILOVER -> new CrashFailover();
            case GRACEFUL_LEAVE -> new GracefulLeave();
            case JOIN -> new Join();
            case ROLLING_RESTART -> new RollingRestart();
            case TERMINATE -> new Terminate();
            case LIST -> new ListAll();
            case IDLE -> new Idle();
            case FAN_OUT -> new FanOut();
            case COLD_START -> new ColdStart();
            case SCALE -> new Scale();
        };
    }

    /** Returns the name as on the command line and in the results. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<BenchmarkKind> named(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(BenchmarkKind::label).collect(Collectors.joining(","));
    }
}
