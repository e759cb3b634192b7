package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.DistributedSupervisor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What cannot be placed is PENDING, with the reason, whoever is asked; and is placed when it can be. */
class EligibilityIT {
    private final Fleet fleet = new Fleet();

    @AfterEach
    void end() {
        fleet.close();
    }

    @Test
    void a_child_of_a_type_that_nobody_offers_is_pending_with_that_reason_until_a_node_offers_it() {
        DistributedSupervisor a = fleet.join("a");
        DistributedSupervisor b = fleet.join("b");
        b.startChild(ChildSpec.of("rare", "rarity"));
        for (DistributedSupervisor node : new DistributedSupervisor[] {a, b}) {
            assertThat(Fleet.isPending(node, "rare", "no member offers type \"rarity\""))
                    .isTrue();
            assertThat(node.findChild("rare")).contains(Fleet.listed(node, "rare"));
        }
        assertThat(a.countChildren().pending()).isEqualTo(1);
        fleet.join("c", fleet.builder("c").childType("rarity", fleet.workers()::worker));
        fleet.awaitRunning(1);
        assertThat(fleet.workers().placement()).containsEntry("rare", "c");
        fleet.leave("c");
        eventually().until(() -> Fleet.isPending(a, "rare", "no member offers type \"rarity\""));
        assertThat(fleet.workers().running()).isEmpty();
    }

    @Test
    void no_node_gets_more_than_its_maxChildren_and_the_rest_is_pending_with_that_reason_until_a_node_joins() {
        DistributedSupervisor a = fleet.join("a", fleet.builder("a").maxChildren(2));
        DistributedSupervisor b = fleet.join("b", fleet.builder("b").maxChildren(3));
        a.startChildren(Fleet.specs("c", 8));
        fleet.awaitRunning(5);
        for (DistributedSupervisor node : new DistributedSupervisor[] {a, b}) {
            eventually().until(() -> pending(node) == 3);
        }
        fleet.join("c", fleet.builder("c").maxChildren(2));
        fleet.awaitRunning(7);
        eventually().until(() -> pending(b) == 1);
        assertThat(fleet.workers().countOn("a")).isEqualTo(2);
        assertThat(fleet.workers().countOn("b")).isEqualTo(3);
        String running = fleet.workers().running().iterator().next();
        a.terminateChild(running);
        eventually().until(() -> pending(a) == 0);
        fleet.awaitRunning(7);
    }

    /** Counted in one listing: a child that has just gone is in none any more. */
    private static long pending(DistributedSupervisor node) {
        return node.whichChildren().stream()
                .filter(child -> child.state() == ChildState.PENDING)
                .filter(child ->
                        String.valueOf(child.reason()).contains("every member that offers type \"worker\" is full"))
                .count();
    }
}
