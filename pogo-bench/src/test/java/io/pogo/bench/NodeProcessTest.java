package io.pogo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class NodeProcessTest {
    private static final String LOGGED = "12:34:56 a line of its log";
    private static final int MORE_THAN_A_PIPE_HOLDS = 200_000;

    @TempDir
    private Path dir;

    private NodeProcess node;

    /** A process that logs, and answers each call with what it was called with. */
    static final class Echo {
        private Echo() {}

        public static void main(String[] args) {
            System.out.println(NodeProcess.JOINED);
            System.err.println(LOGGED);
            Scanner calls = new Scanner(System.in, StandardCharsets.UTF_8);
            while (calls.hasNextLine()) {
                System.out.println(calls.nextLine());
            }
        }
    }

    @BeforeEach
    void start() throws Exception {
        Jvm jvm = Jvm.start(Echo.class, Map.of(), List.of(), List.of());
        node = NodeProcess.of("n1#1", jvm, new LineLog(dir.resolve("log")));
        assertThat(node.awaitJoined(Duration.ofSeconds(30))).isTrue();
    }

    @AfterEach
    void end() {
        node.jvm().end();
    }

    @Test
    void calls_are_answered_and_what_is_no_answer_is_logged() throws Exception {
        assertThat(node.call("hello there"))
                .succeedsWithin(Duration.ofSeconds(20))
                .isEqualTo("hello there");
        assertThat(Files.readString(dir.resolve("log"))).isEqualTo(LOGGED + "\n");
    }

    @Test
    void a_process_whose_output_nobody_reads_waits_until_somebody_does() {
        node.readOutput(false);
        CompletableFuture<String> large = node.call("x".repeat(MORE_THAN_A_PIPE_HOLDS));
        CompletableFuture<String> next = node.call("next");
        assertThat(next).failsWithin(Duration.ofMillis(500));
        node.readOutput(true);
        assertThat(large).succeedsWithin(Duration.ofSeconds(20));
        assertThat(next).succeedsWithin(Duration.ofSeconds(20)).isEqualTo("next");
    }

    @Test
    void a_starved_process_goes_on_and_answers_at_full_speed_afterwards() throws Exception {
        Process helper = node.jvm().starve(1_000);
        assertThat(node.call("slow")).succeedsWithin(Duration.ofSeconds(20));
        assertThat(helper.waitFor()).isZero();
        assertThat(node.call("fast")).succeedsWithin(Duration.ofSeconds(20));
    }
}
