package io.pogo.zk;

import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.Moment;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Sessions;
import io.pogo.engine.store.UnclearAnswer;
import io.pogo.engine.store.Znode;
import io.pogo.zk.internal.Credentials;
import io.pogo.zk.internal.ZkClient;
import io.pogo.zk.internal.ZkSessions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sessions of a client whose requests are not answered. */
@Timeout(60)
class SessionsIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final TestZooKeeper zk = new TestZooKeeper();
    private final FrameRelay relay = new FrameRelay(zk.server().getPort());
    private final EventLoop loop = new EventLoop("test");
    private final ZkClient client =
            ZkClient.ours(relay.connectString(), false, Credentials.NONE, TIMEOUT, TIMEOUT.multipliedBy(5), "test");
    private final List<Session> begun = new CopyOnWriteArrayList<>();
    private final Sessions sessions = new ZkSessions(loop, client, "test", "[test]", new Sessions.Listener() {
        @Override
        public void began(Session session, Moment proven) {
            begun.add(session);
        }

        @Override
        public void resumed(Session session) {}

        @Override
        public void suspended() {}

        @Override
        public void ended(String why) {}
    });

    @BeforeEach
    void open() {
        client.connect(TIMEOUT.multipliedBy(10));
        sessions.open();
        eventually(() -> assertThat(begun).hasSize(1));
    }

    @AfterEach
    void close() {
        relay.touch(0, "", 0, 0);
        sessions.close();
        client.close("[test]");
        loop.close();
        relay.close();
        zk.close();
    }

    @Test
    void what_was_asked_before_a_session_was_given_up_fails_although_the_same_handle_is_asked_for_a_proof() {
        relay.touch(FrameRelay.ANY, "", FrameRelay.SWALLOWED, Integer.MAX_VALUE);
        CompletableFuture<Optional<Znode>> unanswered = begun.get(0).read("/unanswered");
        eventually(() -> assertThat(relay.touched()).isOne());

        loop.execute(() -> sessions.giveUp("test"));
        eventually(
                () -> assertThat(relay.touched()).as("the proof was asked for").isEqualTo(2));

        assertThat(unanswered)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(UnclearAnswer.class);
        relay.touch(0, "", 0, 0);
        eventually(() -> assertThat(begun).hasSize(2));
        assertThat(begun.get(1).id())
                .as("another session")
                .isNotEqualTo(begun.get(0).id());
    }
}
