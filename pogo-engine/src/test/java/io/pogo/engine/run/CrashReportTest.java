package io.pogo.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Exceptions whose methods throw, block or have no end. */
@SuppressWarnings({"OverrideThrowableToString", "ToStringReturnsNull"})
class CrashReportTest {
    private static final int DEEP = 4_000;
    private static final int LONGEST = 500_000;

    private static Stream<Named<Throwable>> nasty() {
        return Stream.of(
                Named.of("getMessage throws", new Nasty() {
                    @Override
                    public String getMessage() {
                        throw new IllegalStateException("nasty");
                    }
                }),
                Named.of("toString overflows", new Nasty() {
                    @Override
                    public String toString() {
                        throw new StackOverflowError();
                    }
                }),
                Named.of("toString is null", new Nasty() {
                    @Override
                    @SuppressWarnings("NullAway")
                    public String toString() {
                        return null;
                    }
                }),
                Named.of("getCause throws", new Nasty() {
                    @Override
                    public synchronized Throwable getCause() {
                        throw new OutOfMemoryError("nasty");
                    }
                }),
                Named.of("getCause has no end", new Nasty() {
                    @Override
                    public synchronized Throwable getCause() {
                        return new IllegalStateException(this);
                    }
                }),
                Named.of("getStackTrace is null", new Nasty() {
                    @Override
                    @SuppressWarnings("NullAway")
                    public StackTraceElement[] getStackTrace() {
                        return null;
                    }
                }),
                Named.of("getMessage blocks", new Nasty() {
                    @Override
                    public String getMessage() {
                        awaitNothing();
                        return "";
                    }
                }),
                Named.of("thousands of causes", deep()),
                Named.of("a message of 10 MB", new IllegalStateException("x".repeat(10_000_000))),
                Named.of("an error", new Error("nasty")));
    }

    private static Throwable deep() {
        Throwable error = new IllegalStateException("first");
        for (int i = 0; i < DEEP; i++) {
            error = new IllegalStateException("next", error);
        }
        return error;
    }

    @SuppressWarnings("ThreadJoinLoop")
    private static void awaitNothing() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @MethodSource("nasty")
    void an_exception_is_reported_whatever_its_methods_do(Throwable error) throws Exception {
        CompletableFuture<@Nullable CrashReport> taken = new CompletableFuture<>();
        Thread thread = new Thread(() -> CrashReport.take(error, taken::complete));
        thread.start();

        CrashReport report = taken.get(2L * CrashReport.LIMIT_MILLIS, TimeUnit.MILLISECONDS);
        thread.interrupt();

        assertThat(report).isNotNull();
        assertThat(report.line()).isNotEmpty().hasSizeLessThanOrEqualTo(1_000);
        assertThat(report.trace()).isNotEmpty().hasSizeLessThan(LONGEST);
    }

    private abstract static class Nasty extends RuntimeException {
        private static final long serialVersionUID = 1;

        Nasty() {
            super("nasty");
        }
    }
}
