package io.pogo.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.Checkpoint;
import io.pogo.Child;
import io.pogo.ChildContext;
import io.pogo.ChildSpec;
import io.pogo.StaleOwnerException;
import io.pogo.StartReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The context of a child under test. */
class TestChildContextTest {
    private final List<String> polled = new ArrayList<>();

    /** Polls each second until it is asked to stop, then saves how often. */
    private final Child feed = context -> {
        do {
            polled.add(context.argument("url"));
        } while (!context.awaitStop(Duration.ofSeconds(1)));
        context.checkpoint().save(new byte[] {(byte) polled.size()});
    };

    @Test
    void a_child_runs_without_waiting_until_the_test_asks_it_to_stop() throws Exception {
        TestChildContext context =
                TestChildContext.of("feed-7").withArgument("url", "x").stopAfterWaits(3);
        feed.run(context);
        assertThat(polled).containsExactly("x", "x", "x");
        assertThat(context.waits()).isEqualTo(3);
        assertThat(context.waited()).isEqualTo(Duration.ofSeconds(2));
        assertThat(context.isStopRequested()).isTrue();
        assertThat(context.checkpoint().load())
                .hasValueSatisfying(saved -> assertThat(saved).containsExactly(3));
    }

    @Test
    void a_child_is_asked_to_stop_after_a_time_that_only_counts() throws Exception {
        TestChildContext context =
                TestChildContext.of("feed-7").withArgument("url", "x").stopAfter(Duration.ofMillis(2_500));
        feed.run(context);
        assertThat(context.waits()).isEqualTo(3);
        assertThat(context.waited()).isEqualTo(Duration.ofMillis(2_500));
    }

    @Test
    void a_child_may_be_asked_to_stop_before_it_begins_or_by_itself() throws Exception {
        TestChildContext before = TestChildContext.of("a").stopAfterWaits(0);
        assertThat(before.isStopRequested()).isTrue();
        assertThat(before.awaitStop(Duration.ofDays(1))).isTrue();
        assertThat(before.waited()).isZero();

        TestChildContext later = TestChildContext.of("a");
        assertThat(later.awaitStop(Duration.ofDays(1))).isFalse();
        later.requestStop();
        assertThat(later.awaitStop(Duration.ofDays(1))).isTrue();
        assertThat(later.waited()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void a_child_that_does_not_end_fails_in_place_of_the_test_that_hangs() {
        TestChildContext never = TestChildContext.of("a").withArgument("url", "x");
        assertThatThrownBy(() -> feed.run(never))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "child a has waited 10000 times and was not asked to stop; call stopAfterWaits or stopAfter");
        TestChildContext deaf = TestChildContext.of("a").stopAfterWaits(1);
        assertThatThrownBy(() -> ignore(deaf))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was asked to stop and has waited 10000 times since");
    }

    private static void ignore(ChildContext context) throws InterruptedException {
        while (true) {
            context.awaitStop(Duration.ofSeconds(1));
        }
    }

    @Test
    void an_interrupt_of_the_test_reaches_the_child() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> feed.run(TestChildContext.of("a").withArgument("url", "x")))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void the_facts_are_those_of_a_first_run_unless_the_test_says_otherwise() {
        TestChildContext first = TestChildContext.of(ChildSpec.of("a/b", "feed").withArgument("k", "v"));
        assertThat(first.childId()).isEqualTo("a/b");
        assertThat(first.argument("k")).isEqualTo("v");
        assertThat(first.fencingToken()).isOne();
        assertThat(first.incarnation()).isOne();
        assertThat(first.startReason()).isEqualTo(StartReason.FIRST_START);
        assertThatThrownBy(() -> first.argument("url")).hasMessageContaining("has no argument \"url\"");

        TestChildContext other = first.withNodeId("n2").withToken(7).withStart(StartReason.TAKEOVER, 2);
        assertThat(other.nodeId()).isEqualTo("n2");
        assertThat(other.fencingToken()).isEqualTo(7);
        assertThat(other.incarnation()).isEqualTo(2);
        assertThat(other.startReason()).isEqualTo(StartReason.TAKEOVER);
        assertThat(other.argument("k")).isEqualTo("v");
        assertThat(first.nodeId()).isEqualTo("test-node");
        assertThatThrownBy(() -> first.withToken(0)).hasMessage("the token is 0; it must be 1 or more");
        assertThatThrownBy(() -> TestChildContext.of("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_checkpoint_has_the_limits_of_a_real_one() {
        TestChildContext context = TestChildContext.of("a").withCheckpoint(new byte[] {5});
        assertThat(TestChildContext.of("a").checkpoint().load()).isEmpty();
        assertThat(context.checkpoint().load())
                .hasValueSatisfying(saved -> assertThat(saved).containsExactly(5));
        assertThatThrownBy(() -> context.checkpoint().save(new byte[Checkpoint.MAX_BYTES + 1]))
                .isInstanceOf(IllegalArgumentException.class);
        context.checkpoint().save(new byte[0]);
        context.replaceOwner();
        assertThatThrownBy(() -> context.checkpoint().save(new byte[] {6})).isInstanceOf(StaleOwnerException.class);
        assertThat(context.checkpoint().load())
                .hasValueSatisfying(saved -> assertThat(saved).isEmpty());
    }
}
