package io.pogo.bench;

import io.pogo.Child;
import io.pogo.ChildContext;
import io.pogo.ChildSpec;
import io.pogo.ExitSignal;
import io.pogo.StartStopChild;
import io.pogo.zk.ZooKeeperSupervisor;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The children of one JVM: they do nothing, and log when they start and when they end. */
final class BenchChildren {
    /** A child that blocks a thread of its own. */
    static final String BLOCKING = "blocking";
    /** A child that is started and stopped, and has no thread in between. */
    static final String PAIR = "pair";

    private final String process;
    private final LineLog log;

    BenchChildren(String process, LineLog log) {
        this.process = process;
        this.log = log;
    }

    static String id(int number) {
        return String.format(Locale.ROOT, "child-%06d", number);
    }

    static ChildSpec spec(int number, String type) {
        return ChildSpec.of(id(number), type);
    }

    void offer(ZooKeeperSupervisor.Builder builder) {
        builder.childType(BLOCKING, context -> blocking()).childType(PAIR, context -> new Pair());
    }

    private Child blocking() {
        return context -> {
            tell(context, ChildLine.Event.START);
            try {
                new CountDownLatch(1).await();
            } finally {
                tell(context, ChildLine.Event.END);
            }
        };
    }

    private void tell(ChildContext context, ChildLine.Event event) {
        log.write(
                ChildLine.now(process, event, context.childId(), context.fencingToken(), context.incarnation(), 0, 0));
    }

    private final class Pair implements StartStopChild {
        private volatile @Nullable ChildContext context;

        @Override
        public void start(ChildContext startContext, ExitSignal exit) {
            context = startContext;
            tell(startContext, ChildLine.Event.START);
        }

        @Override
        public void stop() {
            tell(Objects.requireNonNull(context), ChildLine.Event.END);
        }
    }
}
