package io.pogo.zk.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.engine.store.UnclearAnswer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Test;

class AnswerWatchTest {
    @Test
    void a_request_that_cannot_be_made_fails_as_one_to_be_asked_again_and_throws_nothing() throws Exception {
        ZooKeeper nobody = nobody();
        try {
            AnswerWatch answers = new AnswerWatch(nobody, what -> {});

            CompletableFuture<String> answer = answers.ask(future -> {
                throw new StackOverflowError("planted");
            });

            assertThat(answer).failsWithin(Duration.ZERO).withThrowableThat().withCauseInstanceOf(UnclearAnswer.class);
        } finally {
            nobody.close();
        }
    }

    private static ZooKeeper nobody() throws IOException {
        return new ZooKeeper("127.0.0.1:1", 1_000, event -> {});
    }
}
