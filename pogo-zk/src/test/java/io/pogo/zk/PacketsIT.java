package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.Ownership;
import io.pogo.engine.format.ScopePaths;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The packets in both directions, and the transactions, of a child with a claim. */
class PacketsIT {
    private static final int CHILDREN = 1_000;

    /** The number of children that are started one after the other. */
    private static final int SINGLES = 10;

    /** With these ticks, and so this session, the nodes send little by themselves. */
    private static final int TICK_MILLIS = 500;

    private static final Duration SESSION = Duration.ofSeconds(4);

    /** Below a chroot ZooKeeper tells less of what a transaction has made, and a child must not cost more. */
    private static final String CHROOT = "/chroot";

    private record Count(long packets, long transactions) {
        static Count of(TestZooKeeper zk) throws Exception {
            return new Count(zk.packets() + zk.sent(), zk.transactions());
        }

        double packetsPerChild(Count before, int children) {
            return (packets - before.packets) / (double) children;
        }

        double transactionsPerChild(Count before, int children) {
            return (transactions - before.transactions) / (double) children;
        }
    }

    @Test
    void a_child_costs_no_more_than_it_must() throws Exception {
        TestZooKeeper zk = new TestZooKeeper(TICK_MILLIS);
        try (Relay relay = new Relay(zk.server().getPort());
                Fleet fleet = new Fleet(zk, Ownership.CLAIM)) {
            zk.client().create().forPath(CHROOT);
            DistributedSupervisor node = join(fleet, "a", zk.connectString());
            join(fleet, "b", zk.connectString());
            join(fleet, "c", relay.connectString());

            Count before = Count.of(zk);
            node.startChildren(inFewFolders(CHILDREN));
            fleet.awaitRunning(CHILDREN);
            Count started = Count.of(zk);
            List<ChildSpec> more = inFewFolders(CHILDREN + SINGLES).subList(CHILDREN, CHILDREN + SINGLES);
            for (int i = 0; i < SINGLES; i++) {
                node.startChild(more.get(i));
                fleet.awaitRunning(CHILDREN + 1 + i);
            }
            Count singly = Count.of(zk);
            int lost = (CHILDREN + SINGLES) / 3;
            relay.cut();
            eventually().until(() -> node.members().size() == 2);
            fleet.awaitRunning(CHILDREN + SINGLES);
            Count taken = Count.of(zk);
            relay.heal();

            report("start", started, before, CHILDREN);
            report("one more", singly, started, SINGLES);
            report("takeover", taken, singly, lost);
            assertThat(started.packetsPerChild(before, CHILDREN)).as("start").isLessThan(4.8);
            assertThat(taken.packetsPerChild(singly, lost)).as("takeover").isLessThan(4.5);
            assertThat(singly.packetsPerChild(started, SINGLES)).as("one more").isLessThan(18.5);
        }
    }

    private static DistributedSupervisor join(Fleet fleet, String nodeId, String server) {
        return fleet.join(nodeId, fleet.builder(nodeId).sessionTimeout(SESSION).connectString(server + CHROOT));
    }

    /** Children in 16 of the 256 folders: the folders are made for the first of them, and count for few children. */
    private static List<ChildSpec> inFewFolders(int count) {
        ScopePaths paths = new ScopePaths("any");
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "child-" + i)
                .filter(id -> ScopePaths.lastSegment(ScopePaths.parent(paths.child(id)))
                        .startsWith("0"))
                .limit(count)
                .map(id -> ChildSpec.of(id, "worker"))
                .toList();
    }

    private static void report(String what, Count after, Count before, int children) {
        System.out.printf(
                "%s: %.2f packets, %.2f transactions a child%n",
                what, after.packetsPerChild(before, children), after.transactionsPerChild(before, children));
    }
}
