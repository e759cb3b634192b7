package io.pogo.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildInfo;
import io.pogo.ChildState;
import io.pogo.MemberInfo;
import io.pogo.ScopeUpdate;
import io.pogo.console.ScopeEvent.Kind;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoryTest {
    private final Story story = new Story();

    @Test
    void what_is_there_at_first_is_no_news() {
        assertThat(tell(snapshot(List.of(running("x", "a", 1)), member("a")))).isEmpty();
        assertThat(tell(change(List.of(running("y", "a", 2)), Set.of(), member("a"))))
                .containsExactly("STARTED y a");
    }

    @Test
    void a_child_of_a_node_that_is_gone_was_taken_over() {
        tell(snapshot(List.of(running("x", "a", 1)), member("a"), member("b")));

        assertThat(tell(change(List.of(child("x", ChildState.PENDING, null, 0)), Set.of(), member("b"))))
                .containsExactly("LEFT a");
        assertThat(tell(change(List.of(running("x", "b", 5)), Set.of(), member("b"))))
                .containsExactly("TAKEOVER x b from a");
    }

    @Test
    void a_child_of_a_node_that_is_there_or_has_left_politely_was_moved() {
        tell(snapshot(List.of(running("x", "a", 1), running("y", "a", 2)), member("a"), member("b")));

        assertThat(tell(change(List.of(running("x", "b", 5)), Set.of(), member("a"), member("b"))))
                .containsExactly("MOVED x b from a");
        assertThat(tell(change(List.of(), Set.of(), draining("a"), member("b"))))
                .containsExactly("DRAINING a");
        assertThat(tell(change(List.of(running("y", "b", 6)), Set.of(), member("b"))))
                .containsExactly("LEFT a", "MOVED y b from a");
    }

    @Test
    void a_new_token_or_revision_on_the_same_node_is_a_restart_and_a_higher_incarnation_a_crash() {
        tell(snapshot(List.of(running("x", "a", 1)), member("a")));

        assertThat(tell(change(List.of(running("x", "a", 2)), Set.of(), member("a"))))
                .containsExactly("RESTARTED x a");
        ChildInfo crashed = new ChildInfo("x", "worker", ChildState.RUNNING, "a", 2, 2, 1, "boom");
        assertThat(tell(change(List.of(crashed), Set.of(), member("a")))).containsExactly("CRASHED x a (boom)");
    }

    @Test
    void a_crash_that_is_followed_by_a_pause_is_one_crash() {
        tell(snapshot(List.of(running("x", "a", 1)), member("a")));

        ChildInfo pausing = new ChildInfo("x", "worker", ChildState.RESTARTING, "a", 1, 2, 1, "boom");
        assertThat(tell(change(List.of(pausing), Set.of(), member("a")))).containsExactly("CRASHED x a (boom)");
        ChildInfo again = new ChildInfo("x", "worker", ChildState.RUNNING, "a", 1, 2, 1, "boom");
        assertThat(tell(change(List.of(again), Set.of(), member("a")))).isEmpty();
    }

    @Test
    void states_and_ends_are_told_once() {
        tell(snapshot(List.of(running("x", "a", 1)), member("a")));
        ChildInfo paused = child("x", ChildState.PAUSED, null, 0);

        assertThat(tell(change(List.of(paused), Set.of(), member("a")))).containsExactly("PAUSED x");
        assertThat(tell(change(List.of(paused), Set.of(), member("a")))).isEmpty();
        assertThat(tell(change(List.of(), Set.of("x"), member("a")))).containsExactly("ENDED x");
        assertThat(tell(change(List.of(), Set.of("x"), member("a")))).isEmpty();
    }

    @Test
    void a_lost_connection_is_told_and_what_was_missed_is_told_after_it() {
        tell(snapshot(List.of(running("x", "a", 1), running("y", "a", 2)), member("a")));

        assertThat(tell(new ScopeUpdate(ScopeUpdate.Kind.DISCONNECTED, List.of(), Set.of(), List.of(), false)))
                .containsExactly("DISCONNECTED");
        assertThat(tell(snapshot(List.of(running("x", "b", 9)), member("b"))))
                .containsExactly("CONNECTED", "LEFT a", "JOINED b", "ENDED y a", "TAKEOVER x b from a");
    }

    @Test
    void an_event_is_one_line() {
        ScopeEvent event = new ScopeEvent(Instant.EPOCH, Kind.TAKEOVER, "x", "b", "a", "why");
        assertThat(event.line(ZoneOffset.UTC)).isEqualTo("00:00:00.000  takeover    x on b, before on a  (why)");
        assertThat(ScopeEvent.of(Instant.EPOCH, Kind.CONNECTED).line(ZoneOffset.UTC))
                .isEqualTo("00:00:00.000  connected");
    }

    private List<String> tell(ScopeUpdate update) {
        return story.of(update, Instant.EPOCH).stream()
                .map(StoryTest::shortened)
                .toList();
    }

    private static String shortened(ScopeEvent event) {
        return event.kind()
                + (event.childId() == null ? "" : " " + event.childId())
                + (event.node() == null ? "" : " " + event.node())
                + (event.from() == null ? "" : " from " + event.from())
                + (event.reason() == null ? "" : " (" + event.reason() + ")");
    }

    private static ScopeUpdate snapshot(List<ChildInfo> children, MemberInfo... members) {
        return new ScopeUpdate(ScopeUpdate.Kind.SNAPSHOT, children, Set.of(), List.of(members), false);
    }

    private static ScopeUpdate change(List<ChildInfo> children, Set<String> gone, MemberInfo... members) {
        return new ScopeUpdate(ScopeUpdate.Kind.CHANGE, children, gone, List.of(members), false);
    }

    private static ChildInfo running(String id, String node, long token) {
        return child(id, ChildState.RUNNING, node, token);
    }

    private static ChildInfo child(String id, ChildState state, @Nullable String node, long token) {
        return new ChildInfo(id, "worker", state, node, token, token == 0 ? 0 : 1, 1, null);
    }

    private static MemberInfo member(String id) {
        return new MemberInfo(id, "host", Set.of("worker"), Map.of(), 10, 10, false);
    }

    private static MemberInfo draining(String id) {
        return new MemberInfo(id, "host", Set.of("worker"), Map.of(), 10, 10, true);
    }
}
