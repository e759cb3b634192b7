package io.pogo.zk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The end of a lease, enforced although memory ran out. */
@Timeout(90)
class GuardMemoryTest {
    /** Fills its heap for a moment, then lets the lease end; the exit code is 0 if the guard has noticed. */
    static final class FullHeap {
        private static final Object[] NOTHING = {};
        private static volatile Object[] chain = NOTHING;

        private FullHeap() {}

        public static void main(String[] args) throws InterruptedException {
            AtomicBoolean holds = new AtomicBoolean(true);
            CountDownLatch told = new CountDownLatch(1);
            Guard guard = new Guard("full");
            guard.open();
            guard.add(GuardedStays.of(holds::get, told::countDown, () -> {}));
            fill();
            holds.set(false);
            System.exit(told.await(10, TimeUnit.SECONDS) ? 0 : 1);
        }

        private static void fill() throws InterruptedException {
            for (int i = 0; i < 30; i++) {
                try {
                    while (true) {
                        chain = new Object[] {chain};
                    }
                } catch (OutOfMemoryError e) {
                    Thread.sleep(5);
                }
            }
            chain = NOTHING;
        }
    }

    @Test
    void a_guard_that_had_no_memory_enforces_the_end_of_a_lease_later() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx16m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FullHeap.class.getName())
                .redirectErrorStream(true)
                .start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(new String(process.getInputStream().readAllBytes(), UTF_8))
                .isZero();
    }
}
