package io.pogo.zk;

import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.DistributedSupervisor;
import io.pogo.Ownership;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The first thousand children of a scope take few transactions for their folders. */
class BulkFoldersIT {
    private static final int CHILDREN = 1_000;

    @ParameterizedTest
    @EnumSource(Ownership.class)
    void the_first_children_make_their_folders_together(Ownership ownership) throws Exception {
        // A latch is a znode of its own; claims are written a hundred to a transaction.
        int budget = ownership == Ownership.CLAIM ? 500 : 1_400;
        try (Fleet fleet = new Fleet(ownership)) {
            DistributedSupervisor node = fleet.join("a");
            fleet.join("b");
            fleet.join("c");
            long before = fleet.zk().transactions();

            node.startChildren(Fleet.specs("child", CHILDREN));
            fleet.awaitRunning(CHILDREN);

            long taken = fleet.zk().transactions() - before;
            System.out.println("transactions for the first " + CHILDREN + " children: " + taken);
            assertThat(taken).isLessThan(budget);
        }
    }
}
