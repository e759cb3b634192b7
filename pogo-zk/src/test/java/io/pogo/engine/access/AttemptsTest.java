package io.pogo.engine.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.engine.base.EventLoop;
import io.pogo.zk.internal.store.AnswerWatch;
import io.pogo.zk.internal.store.ZkSession;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.curator.framework.api.ACLProvider;
import org.apache.curator.framework.imps.DefaultACLProvider;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private static final ACLProvider ACLS = new DefaultACLProvider();
    private static final int MANY = 50_000;

    @Test
    void a_request_that_was_made_very_often_ends_as_one_that_was_made_once() throws Exception {
        ZooKeeper nobody = new ZooKeeper("127.0.0.1:1", 1_000, event -> {});
        EventLoop loop = new EventLoop("attempts");
        try {
            Connection connection = new Connection(loop, Duration.ofSeconds(5));
            connection.connected(new ZkSession(new AnswerWatch(nobody, what -> {}), ACLS));
            Attempts attempts = new Attempts(loop, connection, Duration.ofSeconds(20));
            AtomicInteger made = new AtomicInteger();

            CompletableFuture<Integer> answer = attempts.run(
                    "a request",
                    (session, repeated) -> made.incrementAndGet() < MANY
                            ? CompletableFuture.failedFuture(new Attempts.LostRace())
                            : CompletableFuture.completedFuture(made.get()));

            assertThat(answer).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(MANY);
        } finally {
            loop.close();
            nobody.close();
        }
    }
}
