package io.pogo.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SharedClockTest {
    private static final long HOUR = Duration.ofHours(1).toNanos();

    /** A process that says, whenever it is asked, what time it is: by its own clock and by the shared one. */
    static final class Speaking {
        private Speaking() {}

        public static void main(String[] args) throws IOException {
            while (System.in.read() >= 0) {
                long began = System.nanoTime();
                sleep();
                System.out.println(began + " " + SharedClock.nanos() + " " + (System.nanoTime() - began));
            }
        }

        private static void sleep() {
            try {
                Thread.sleep(100); // the subject of the test: a sleep while the clock stands still
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void a_process_whose_clock_stood_still_sleeps_as_long_as_ever_and_knows_the_shared_time(@TempDir Path dir)
            throws Exception {
        Path library = ClockLibrary.compile(dir);
        assumeThat(library).as("gcc is there").isNotNull();
        SharedClock clock = SharedClock.create(dir.resolve("clock"));
        Map<String, String> environment = Map.of(
                "LD_PRELOAD",
                String.valueOf(library),
                SharedClock.FILE,
                dir.resolve("clock").toString());
        Jvm jvm = Jvm.start(Speaking.class, environment, List.of(), List.of());
        try (BufferedReader answers = jvm.process().inputReader(StandardCharsets.UTF_8)) {
            clock.lose(HOUR);
            long before = System.nanoTime();
            jvm.process().getOutputStream().write('\n');
            jvm.process().getOutputStream().flush();
            String[] answer = answers.readLine().split(" ", -1);
            long after = System.nanoTime();
            assertThat(Long.parseLong(answer[0]) + HOUR).isBetween(before, after);
            assertThat(Long.parseLong(answer[1])).isBetween(before, after);
            assertThat(Long.parseLong(answer[2])).isBetween(100_000_000L, after - before);
        } finally {
            jvm.end();
        }
    }

    @Test
    void without_a_file_the_shared_clock_is_the_own_one() {
        long before = System.nanoTime();
        assertThat(SharedClock.nanos()).isBetween(before, System.nanoTime());
    }
}
