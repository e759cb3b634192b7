package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.engine.base.EventLoop;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Write;
import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.Layout;
import io.pogo.engine.tree.ZnodeTree;
import io.pogo.zk.internal.CreationAcl;
import io.pogo.zk.internal.store.AnswerWatch;
import io.pogo.zk.internal.store.ZkSession;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.curator.framework.CuratorFramework;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A copy of znodes that is kept up to date. */
class ZnodeTreeIT {
    private static final int MANY = 2_000;

    private final TestZooKeeper zk = new TestZooKeeper();
    private final CuratorFramework client = zk.client();
    private final EventLoop loop = new EventLoop("test");
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicBoolean complete = new AtomicBoolean();

    @AfterEach
    void end() {
        over.set(true);
        loop.close();
        zk.close();
    }

    @Test
    void it_is_complete_when_all_is_read_that_was_there_however_much_comes_meanwhile() throws Exception {
        client.blockUntilConnected();
        client.create().forPath("/tree");
        ZkSession session = new ZkSession(
                new AnswerWatch(client.getZookeeperClient().getZooKeeper(), unclear -> {}), CreationAcl.OPEN);
        for (int i = 0; i < MANY; i += 100) {
            session.write(Stream.generate(() -> Write.create("/tree/" + made.incrementAndGet(), new byte[0]))
                            .limit(100)
                            .toList())
                    .get(10, TimeUnit.SECONDS);
        }
        ZnodeTree<Znode> tree = new ZnodeTree<>(loop, session, "/tree", 1, new Itself(), new MakingMore(session));

        loop.execute(tree::compare);

        eventually().untilTrue(complete);
        assertThat(tree.values()).hasSizeGreaterThanOrEqualTo(MANY);
        int before = made.get();
        eventually().until(() -> made.get() > before + MANY);
    }

    /** With each leaf that it hears of it makes another one. */
    private final class MakingMore implements ZnodeTree.Listener<Znode> {
        private final ZkSession session;

        MakingMore(ZkSession session) {
            this.session = session;
        }

        @Override
        public void changed(String path, @Nullable Znode before, @Nullable Znode now) {
            if (!over.get()) {
                Failures.logUnattended(
                        "[scope test]",
                        "making a leaf",
                        Layout.createIfMissing(session, "/tree/" + made.incrementAndGet(), new byte[0]));
            }
        }

        @Override
        public void complete() {
            complete.set(true);
        }
    }

    private static final class Itself implements ZnodeTree.Decoder<Znode> {
        @Override
        public Znode decode(Znode znode) {
            return znode;
        }

        @Override
        public Znode sealed(String path, @Nullable Znode known) {
            throw new IllegalStateException(path + " is open to all");
        }
    }
}
