package io.pogo.local;

import static io.pogo.local.LocalNodes.eventually;
import static io.pogo.local.LocalNodes.workers;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.local.internal.Faults;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The engine copes with requests and answers that are lost anywhere. */
class LostAnswersTest {
    private static final int ONE_IN = 30;
    private static final long SEED = new Random().nextLong();

    private final LocalNodes nodes = new LocalNodes();

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void children_start_move_and_end_as_they_are_wanted() {
        DistributedSupervisor a = nodes.node("a");
        nodes.node("b");
        loseSome();
        List<ChildSpec> specs = workers(10);
        a.startChildren(specs);
        nodes.awaitRunning(a, specs);
        a.terminateChildren(List.of("child-8", "child-9"));
        nodes.store.expireSession(LocalNodes.SCOPE, "b");
        eventually(() -> assertThat(List.of(nodes.countOn("a"), nodes.countOn("b")))
                .as("seed " + SEED)
                .containsExactly(4L, 4L));
        nodes.store.server().faults(Faults.NONE);
        nodes.node("c");

        eventually(() -> assertThat(nodes.placement()).as("seed " + SEED).hasSize(8));
        eventually(() -> assertThat(List.of(nodes.countOn("a"), nodes.countOn("b"), nodes.countOn("c")))
                .as("seed " + SEED)
                .containsExactlyInAnyOrder(2L, 3L, 3L));
    }

    /** Loses a request or an answer now and then, as the seed has it. */
    private void loseSome() {
        Random random = new Random(SEED);
        nodes.store.server().faults((session, path) -> switch (random.nextInt(2 * ONE_IN)) {
            case 0 -> Faults.Fate.LOST;
            case 1 -> Faults.Fate.ANSWER_LOST;
            default -> Faults.Fate.ANSWERED;
        });
    }
}
