package io.pogo.examples.demo;

import static io.pogo.examples.demo.Events.START;
import static io.pogo.examples.demo.Events.answer;
import static io.pogo.examples.demo.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DemoStateTest {
    private final DemoState state = new DemoState(List.of("node-a", "node-b"), List.of("tcp://x:1", "tcp://y:1"));

    @BeforeEach
    void both_nodes_have_joined_and_have_one_child_each() {
        state.apply(event("node-a", EventType.JOINED));
        state.apply(event("node-b", EventType.JOINED));
        state.apply(event("node-a", EventType.STARTED, "tcp://x:1"));
        state.apply(event("node-b", EventType.STARTED, "tcp://y:1"));
    }

    @Test
    void all_run() {
        assertThat(state.allRun()).isTrue();
        assertThat(state.servicesOf("node-a")).extracting(ServiceStatus::id).containsExactly("tcp://x:1");
    }

    @Test
    void the_children_of_a_killed_node_run_nowhere_until_they_are_taken_over() {
        state.apply(event("node-b", EventType.KILLED));
        assertThat(state.allRun()).isFalse();
        assertThat(state.status("node-b")).isEqualTo(NodeStatus.KILLED);

        state.apply(event("node-a", EventType.TAKEOVER, "tcp://y:1"));
        assertThat(state.allRun()).isTrue();
        assertThat(state.servicesOf("node-a")).hasSize(2);
        assertThat(state.count(EventType.TAKEOVER)).isEqualTo(1);
    }

    @Test
    void the_end_of_a_child_does_not_count_where_another_node_has_it_already() {
        state.apply(event("node-b", EventType.MOVED, "tcp://x:1"));
        state.apply(event("node-a", EventType.STOPPED, "tcp://x:1"));

        assertThat(state.servicesOf("node-b")).hasSize(2);
    }

    @Test
    void a_check_of_a_node_that_does_not_have_the_child_any_more_does_not_count() {
        state.apply(event("node-b", EventType.MOVED, "tcp://x:1"));
        state.apply(answer("node-a", EventType.UP, "tcp://x:1", "connected"));

        assertThat(state.servicesOf("node-b")).extracting(ServiceStatus::answer).containsOnly("");
    }

    @Test
    void a_check_keeps_up_and_down() {
        state.apply(answer("node-a", EventType.UP, "tcp://x:1", "connected"));
        state.apply(answer("node-a", EventType.CHECKED, "tcp://x:1", "connected"));
        assertThat(state.servicesOf("node-a")).extracting(ServiceStatus::up).containsExactly(true);

        state.apply(answer("node-a", EventType.DOWN, "tcp://x:1", "refused"));
        state.apply(answer("node-a", EventType.CHECKED, "tcp://x:1", "refused"));
        assertThat(state.servicesOf("node-a"))
                .containsExactly(new ServiceStatus("tcp://x:1", Optional.of("node-a"), false, "refused", START));
    }

    @Test
    void what_every_node_tells_is_news_once() {
        assertThat(state.apply(event("node-b", EventType.KILLED))).isTrue();
        assertThat(state.apply(answer("node-b", EventType.LEFT, "", "seen by node-a")))
                .isTrue();
        assertThat(state.apply(answer("node-b", EventType.LEFT, "", "seen by node-c")))
                .isFalse();
        assertThat(state.apply(answer("node-b", EventType.JOINED, "", "seen by node-a")))
                .isFalse();
        assertThat(state.apply(event("node-b", EventType.JOINED))).isTrue();
        assertThat(state.apply(event("node-b", EventType.CHECKED, "tcp://x:1"))).isFalse();
    }

    @Test
    void a_screen_is_spared_the_first_answer_after_a_start() {
        assertThat(state.apply(answer("node-a", EventType.UP, "tcp://x:1", "connected")))
                .isTrue();
        state.apply(answer("node-a", EventType.DOWN, "tcp://x:1", "refused"));
        state.apply(answer("node-a", EventType.UP, "tcp://x:1", "connected"));

        assertThat(state.recent())
                .extracting(NodeEvent::type)
                .endsWith(EventType.STARTED, EventType.DOWN, EventType.UP);
        assertThat(state.count(EventType.UP)).isEqualTo(2);
    }

    @Test
    void the_first_node_that_cannot_join_says_why() {
        assertThat(state.failure()).isEmpty();
        state.apply(answer("node-b", EventType.FAILED, "", "no answer"));
        state.apply(answer("node-a", EventType.FAILED, "", "other"));

        assertThat(state.failure()).contains("node-b could not join: no answer.");
    }
}
