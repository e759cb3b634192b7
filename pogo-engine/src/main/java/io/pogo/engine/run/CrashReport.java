package io.pogo.engine.run;

import io.pogo.engine.base.Futures;
import io.pogo.engine.format.StoredFailure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The plain text of an exception of a child, in which form the event loop receives it. An exception belongs to the
 * user: its methods may throw, block or never return, so they are called on the child's own thread, and each result is
 * bounded.
 *
 * @param line the exception in one line
 * @param trace the stack trace and the causes
 */
public record CrashReport(String line, String trace) {
    /**
     * The longest delay of the report of a run's end, in milliseconds; after it the report is made, possibly without
     * the exception's message.
     */
    static final int LIMIT_MILLIS = 2_000;

    /** The report for a run that ended when there was no memory for another report. */
    static final CrashReport NO_MEMORY = new CrashReport("java.lang.OutOfMemoryError", "java.lang.OutOfMemoryError");

    private static final int MOST_CAUSES = 8;
    private static final int MOST_SUPPRESSED = 4;
    private static final int MOST_FRAMES = 100;

    /**
     * Describes an exception on this thread; the receiver gets exactly one report, on another thread if the exception
     * blocks.
     */
    static void take(Throwable error, Consumer<CrashReport> receiver) {
        CompletableFuture<CrashReport> report = new CompletableFuture<>();
        Futures.whenDone(report, (taken, never) -> receiver.accept(taken == null ? plain(error) : taken));
        try {
            report.completeOnTimeout(plain(error), LIMIT_MILLIS, TimeUnit.MILLISECONDS);
            report.complete(new CrashReport(headline(error), traceOf(error)));
        } catch (Throwable e) {
            report.complete(plain(error));
        }
    }

    /**
     * Returns a description of an exception without running code of the user: only for the JDK's own exceptions does it
     * contain the message.
     */
    static CrashReport plain(Throwable error) {
        Class<?> type = error.getClass();
        String line = type.getClassLoader() == null ? headline(error) : type.getName();
        return new CrashReport(line, line);
    }

    private static String headline(Throwable error) {
        try {
            return StoredFailure.describe(error);
        } catch (Throwable e) {
            return error.getClass().getName() + " (reading its message failed with "
                    + e.getClass().getName() + ")";
        }
    }

    private static String traceOf(Throwable error) {
        StringBuilder trace = new StringBuilder();
        Throwable next = error;
        for (int i = 0; next != null && i < MOST_CAUSES; i++) {
            trace.append(i == 0 ? "" : "\nCaused by: ").append(headline(next));
            appendFrames(trace, next);
            appendSuppressed(trace, next);
            next = causeOf(next);
        }
        return trace.append(next == null ? "" : "\n... more causes").toString();
    }

    private static void appendFrames(StringBuilder trace, Throwable error) {
        try {
            StackTraceElement[] frames = error.getStackTrace();
            for (int i = 0; i < Math.min(frames.length, MOST_FRAMES); i++) {
                trace.append("\n\tat ").append(frames[i]);
            }
        } catch (Throwable e) {
            trace.append("\n\t(no stack trace: ").append(e.getClass().getName()).append(')');
        }
    }

    private static void appendSuppressed(StringBuilder trace, Throwable error) {
        Throwable[] suppressed = error.getSuppressed();
        for (int i = 0; i < Math.min(suppressed.length, MOST_SUPPRESSED); i++) {
            trace.append("\n\tSuppressed: ").append(headline(suppressed[i]));
        }
    }

    private static @Nullable Throwable causeOf(Throwable error) {
        try {
            Throwable cause = error.getCause();
            return cause == error ? null : cause;
        } catch (Throwable e) {
            return null;
        }
    }
}
