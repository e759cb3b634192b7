package io.pogo.engine.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.SupervisorClosedException;
import io.pogo.UnavailableException;
import io.pogo.engine.base.EventLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestLineTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int MORE_THAN_FIT = 300;

    private final EventLoop loop = new EventLoop("line");
    private final Connection connection = new Connection(loop, LIMIT);
    private final RequestLine line = new RequestLine(loop, connection);
    private final CompletableFuture<String> first = new CompletableFuture<>();

    @AfterEach
    void end() {
        connection.close();
        loop.close();
    }

    /** All of them are answered when the first answer is there, or end with the line. */
    private void fill() {
        for (int i = 0; i < MORE_THAN_FIT; i++) {
            var unused = line.run(() -> first);
        }
    }

    @Test
    void those_that_wait_get_their_turn_when_others_are_answered() {
        fill();
        CompletableFuture<String> last = line.run(() -> CompletableFuture.completedFuture("answer"));
        assertThat(last).isNotDone();

        first.complete("answer");

        assertThat(last).succeedsWithin(LIMIT).isEqualTo("answer");
    }

    @Test
    void a_request_that_ends_in_an_error_gives_its_place_back() {
        for (int i = 0; i < MORE_THAN_FIT; i++) {
            assertThat(line.run(() -> {
                        throw new StackOverflowError();
                    }))
                    .isCompletedExceptionally();
        }

        assertThat(line.run(() -> CompletableFuture.completedFuture("answer")))
                .succeedsWithin(LIMIT)
                .isEqualTo("answer");
    }

    @Test
    void one_that_joins_the_line_after_it_was_cleared_ends_with_the_connection_also_when_the_loop_is_gone() {
        fill();
        line.clear();
        fill();
        CompletableFuture<String> late = line.run(() -> CompletableFuture.completedFuture("answer"));

        connection.close();
        loop.close();
        first.complete("answer");

        assertThat(late)
                .failsWithin(LIMIT)
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOf(SupervisorClosedException.class);
    }

    @Test
    void one_that_has_had_its_turn_is_not_called_unbegun_by_the_close() {
        fill();
        CompletableFuture<String> begun = new CompletableFuture<>();
        CompletableFuture<Void> turn = new CompletableFuture<>();
        CompletableFuture<String> waited = line.run(() -> {
            turn.complete(null);
            return begun;
        });
        first.complete("answer");
        assertThat(turn).succeedsWithin(LIMIT);

        connection.close();
        begun.complete("done after all");

        assertThat(waited).succeedsWithin(LIMIT).isEqualTo("done after all");
    }

    @Test
    void one_too_many_in_line_is_refused_and_those_that_wait_get_their_turn() {
        CompletableFuture<String> last = line.run(() -> first);
        for (int i = 0; i < RequestLine.UNDER_WAY + RequestLine.MOST_WAITING - 1; i++) {
            last = line.run(() -> first);
        }
        CompletableFuture<String> tooMany = line.run(() -> CompletableFuture.completedFuture("answer"));
        assertThat(tooMany)
                .failsWithin(LIMIT)
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOf(UnavailableException.class)
                .withMessageContaining("this one was not begun");

        first.complete("answer");

        assertThat(last).succeedsWithin(Duration.ofSeconds(20)).isEqualTo("answer");
        assertThat(line.run(() -> CompletableFuture.completedFuture("next"))).succeedsWithin(LIMIT);
    }

    @Test
    void a_request_that_throws_fails_and_gives_its_place_back() {
        for (int i = 0; i < MORE_THAN_FIT; i++) {
            CompletableFuture<String> thrown = line.run(() -> {
                throw new UnavailableException("no", null);
            });
            assertThat(thrown).failsWithin(LIMIT);
        }

        assertThat(line.run(() -> CompletableFuture.completedFuture("answer"))).succeedsWithin(LIMIT);
    }
}
