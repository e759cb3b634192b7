package io.pogo.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ties are broken the same way by every planner, of every version. */
class RendezvousTest {
    @Test
    void a_pair_has_the_same_score_in_every_version() {
        assertThat(score("monitor-1", "a")).isEqualTo(8210637465242244819L);
        assertThat(score("monitor-1", "b")).isEqualTo(-6713135855371269370L);
        assertThat(score("monitor-2", "a")).isEqualTo(2981451489708904306L);
    }

    @Test
    void each_node_wins_its_share_of_the_children() {
        long won = IntStream.range(0, 10_000)
                .filter(i -> score("c" + i, "a") > score("c" + i, "b"))
                .count();
        assertThat(won).isBetween(4_800L, 5_200L);
    }

    private static long score(String child, String node) {
        return Rendezvous.score(Rendezvous.hash(child), Rendezvous.hash(node));
    }
}
