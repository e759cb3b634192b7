package io.pogo.bench;

import io.pogo.Child;
import io.pogo.ChildContext;
import io.pogo.ExitSignal;
import io.pogo.PogoException;
import io.pogo.StartStopChild;
import io.pogo.zk.ZooKeeperSupervisor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The children of one node: each logs when it starts, when it is asked to stop, when it ends, and what it writes. */
final class ChaosChildren {
    private static final Duration LONG = Duration.ofHours(1);
    private static final int WRITE_MILLIS = 1_000;
    private static final int CRASH_MILLIS = 300;
    private static final int MEMORY_PAUSE_NANOS = 5_000_000;

    private final String process;
    private final LineLog log;
    private final RegisterClient register;
    private final Duration session;

    ChaosChildren(String process, LineLog log, RegisterClient register, Duration session) {
        this.process = process;
        this.log = log;
        this.register = register;
        this.session = session;
    }

    /** Offers all kinds of children, or only those that write nothing to ZooKeeper. */
    void offer(ZooKeeperSupervisor.Builder builder, boolean quiet) {
        for (ChildKind kind : ChildKind.values()) {
            if (quiet && kind.writes()) {
                continue;
            }
            builder.childType(kind.type(), context -> kind == ChildKind.START_STOP ? new Pair() : child(kind));
        }
    }

    private Child child(ChildKind kind) {
        return context -> {
            tell(context, ChildLine.Event.START, shutdownNanos(kind));
            ChildLine.Event end = ChildLine.Event.END;
            try {
                run(kind, context);
                end = ChildLine.Event.DONE;
            } catch (IOException e) {
                end = ChildLine.Event.CRASHED;
                throw e;
            } catch (InterruptedException e) {
                tell(context, ChildLine.Event.STOP_ASKED, 0);
                afterInterrupt(kind);
                throw e;
            } finally {
                // Whoever is asked to stop before he returns was stopped, whatever he means by his end.
                if (!context.isStopRequested()) {
                    tell(context, end, 0);
                }
                if (context.isStopRequested()) {
                    tell(context, ChildLine.Event.END, 0);
                }
            }
        };
    }

    private void run(ChildKind kind, ChildContext context) throws InterruptedException, IOException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        switch (kind) {
            case CRASH_LOOP -> {
                Thread.sleep(random.nextInt(CRASH_MILLIS));
                throw new IOException("it crashes all the time");
            }
            case CHECKPOINT -> {
                while (true) {
                    Thread.sleep(random.nextInt(WRITE_MILLIS));
                    save(context);
                }
            }
            case REGISTER -> {
                while (true) {
                    Thread.sleep(random.nextInt(WRITE_MILLIS));
                    register.write(process, context.childId(), context.fencingToken(), context.incarnation());
                }
            }
            case TASK -> Thread.sleep(random.nextLong(2 * session.toMillis()));
            case FLAKY -> {
                Thread.sleep(random.nextLong(session.toMillis()));
                crashOrNot(random);
            }
            case ONCE -> {
                Thread.sleep(random.nextLong(2 * session.toMillis()));
                crashOrNot(random);
            }
            default -> Thread.sleep(LONG.toMillis());
        }
    }

    private static void crashOrNot(ThreadLocalRandom random) throws IOException {
        if (random.nextBoolean()) {
            throw new IOException("it crashes as often as not");
        }
    }

    private void afterInterrupt(ChildKind kind) {
        long shutdown = shutdownNanos(kind);
        if (kind == ChildKind.SLOW_STOP) {
            sleepDeaf(ThreadLocalRandom.current().nextLong(shutdown * 2 / 3));
        } else if (kind == ChildKind.STUBBORN) {
            sleepDeaf(ThreadLocalRandom.current().nextLong(session.toNanos()));
        }
    }

    private static void sleepDeaf(long nanos) {
        long until = System.nanoTime() + nanos;
        while (until - System.nanoTime() > 0) {
            try {
                Thread.sleep(1 + (until - System.nanoTime()) / 1_000_000);
            } catch (InterruptedException e) {
                // it is deaf
            }
        }
    }

    private void save(ChildContext context) {
        long began = SharedClock.nanos();
        try {
            String token = "0x" + Long.toHexString(context.fencingToken());
            context.checkpoint().save(token.getBytes(StandardCharsets.UTF_8));
            tell(context, ChildLine.Event.SAVED, began);
        } catch (PogoException e) {
            tell(context, ChildLine.Event.NOT_SAVED, began);
        }
    }

    private long shutdownNanos(ChildKind kind) {
        return kind.shutdown(session).toNanos();
    }

    /** Writes a line with the time of now, however long it takes to have the memory for it. */
    private void tell(ChildContext context, ChildLine.Event event, long value) {
        long nanos = SharedClock.nanos();
        long millis = System.currentTimeMillis();
        while (true) {
            try {
                log.write(line(context, event, value, nanos, millis));
                return;
            } catch (OutOfMemoryError e) {
                LockSupport.parkNanos(MEMORY_PAUSE_NANOS);
            }
        }
    }

    private ChildLine line(ChildContext context, ChildLine.Event event, long value, long nanos, long millis) {
        long spec = Long.parseLong(context.arguments().getOrDefault(ChildKind.SERIAL, "0"));
        return new ChildLine(
                nanos,
                millis,
                process,
                event,
                context.childId(),
                context.fencingToken(),
                context.incarnation(),
                spec,
                value);
    }

    private final class Pair implements StartStopChild {
        private volatile @Nullable ChildContext context;

        @Override
        public void start(ChildContext startContext, ExitSignal exit) {
            context = startContext;
            tell(startContext, ChildLine.Event.START, shutdownNanos(ChildKind.START_STOP));
        }

        @Override
        public void stop() {
            ChildContext started = Objects.requireNonNull(context);
            tell(started, ChildLine.Event.STOP_ASKED, 0);
            tell(started, ChildLine.Event.END, 0);
        }
    }
}
