package io.pogo.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildInfo;
import io.pogo.ChildState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The explanations of children that were terminated and have not ended, word for word. */
class TerminatedChildTest {
    @Test
    void a_stuck_child_is_explained_with_since_when_and_what_it_blocks() {
        String reason = new StuckChild("c", "a", 1_000, false).reason(null, false, null);

        assertThat(TerminatedChild.explain(seen(ChildState.STUCK, "a", reason))).hasToString("""
                        Optional[c is STUCK on a
                          why: it was terminated, but it has not stopped on a since 1970-01-01T00:00:01Z; blocks the \
                        next start of a child of that id
                          waits for: the run on a to return, or the process of a to end]""");
    }

    @Test
    void a_stuck_child_without_a_reason_is_explained_as_stuck() {
        assertThat(TerminatedChild.explain(seen(ChildState.STUCK, "a", null))
                        .orElseThrow()
                        .why())
                .isEqualTo("it was terminated, but it is stuck on a");
    }

    @Test
    void a_child_that_is_stopping_waits_for_its_node() {
        assertThat(TerminatedChild.explain(seen(ChildState.STOPPING, "a", null)))
                .hasToString("""
                        Optional[c is STOPPING on a
                          why: it was terminated, and a stops it
                          waits for: a to stop it]""");
    }

    @Test
    void nothing_is_explained_where_nothing_is_left() {
        assertThat(TerminatedChild.explain(seen(ChildState.PENDING, null, null)))
                .isEmpty();
    }

    private static ChildInfo seen(ChildState state, @Nullable String node, @Nullable String reason) {
        return new ChildInfo("c", "t", state, node, 1, 1, 0, reason);
    }
}
