package io.pogo.engine.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.StartReason;
import io.pogo.core.Assignment;
import io.pogo.engine.format.StoredAssignment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AssignmentIndexTest {
    private final AssignmentIndex index = new AssignmentIndex();

    @Test
    void a_child_may_be_assigned_to_several_nodes_and_a_node_under_several_sessions() {
        StoredAssignment old = stored("x", "a", 1);
        StoredAssignment renewed = stored("x", "a", 2);
        StoredAssignment elsewhere = stored("x", "b", 3);
        StoredAssignment other = stored("y", "a", 1);
        index.change("x", null, old);
        index.change("x", null, elsewhere);
        index.change("y", null, other);
        index.change("x", old, renewed);
        assertThat(index.byChild().get("x")).containsExactlyInAnyOrder(renewed, elsewhere);
        assertThat(index.byChild().get("y")).containsExactly(other);
        assertThat(index.sessions()).containsOnly(entry("a", 2), entry("b", 3));

        index.change("x", renewed, null);
        assertThat(index.byChild().get("x")).isEqualTo(List.of(elsewhere));
        assertThat(index.sessions()).containsOnly(entry("a", 1), entry("b", 3));

        index.change("x", elsewhere, null);
        index.change("y", other, null);
        index.change("z", null, null);
        assertThat(index.byChild()).isEmpty();
        assertThat(index.sessions()).isEmpty();
    }

    private static Map.Entry<String, Long> entry(String node, long session) {
        return Map.entry(node, session);
    }

    private static StoredAssignment stored(String child, String node, long session) {
        Assignment assignment = new Assignment(child, node, session, 1, 1, StartReason.FIRST_START);
        return new StoredAssignment("/" + node + "/" + child, 0, assignment, false, false, null);
    }
}
