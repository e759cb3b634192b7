package io.pogo.zk;

import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.engine.base.Moment;
import io.pogo.zk.internal.Credentials;
import io.pogo.zk.internal.Handles;
import java.util.Objects;
import java.util.Set;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Test;

/** The ZooKeeper handles of a client. */
class HandlesIT {
    private static final int SESSION_MILLIS = 2_000;

    @Test
    void handles_that_a_closing_client_leaves_open_end_with_it_and_no_other_is_made() throws Exception {
        try (TestZooKeeper zk = new TestZooKeeper()) {
            Set<String> before = zk.sessions();
            Handles handles = new Handles(Credentials.NONE);
            ZooKeeper forgotten = make(handles, zk);
            ZooKeeper left = make(handles, zk);
            eventually(() -> assertThat(zk.sessions()).hasSize(before.size() + 2));

            handles.close();
            assertThatThrownBy(() -> make(handles, zk)).isInstanceOf(IllegalStateException.class);
            handles.endAll();

            assertThat(left.getState().isAlive()).isFalse();
            assertThat(forgotten.getState().isAlive()).isFalse();
            eventually(() -> assertThat(zk.sessions()).isEqualTo(before));
        }
    }

    @Test
    void a_session_is_opened_after_its_handle_is_made() throws Exception {
        try (TestZooKeeper zk = new TestZooKeeper()) {
            Handles handles = new Handles(Credentials.NONE);
            Moment before = Moment.now();
            ZooKeeper first = make(handles, zk);
            assertThat(Objects.requireNonNull(handles.openedAfter(first)).nanos())
                    .isBetween(before.nanos(), System.nanoTime());

            ZooKeeper second = make(handles, zk);
            assertThat(handles.openedAfter(first)).isNull();
            assertThat(handles.openedAfter(second)).isNotNull();
            first.close();
            second.close();
        }
    }

    private static ZooKeeper make(Handles handles, TestZooKeeper zk) throws Exception {
        return handles.newZooKeeper(zk.connectString(), SESSION_MILLIS, event -> {}, false);
    }
}
