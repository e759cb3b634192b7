package io.pogo.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a plan gives a suspect node. */
class SuspectNodeTest {
    @Test
    void what_is_new_goes_to_a_suspect_node_only_if_no_other_has_room() {
        TestScope scope = new TestScope().node("a", 1, "t").node("b", 100, "t").children(2);
        scope.suspects.add(new Suspect("b", 1, "t", 3, 0));
        Map<String, Long> counts = new HashMap<>(Carry.counts(Carry.out(scope.plan(), scope.state())));
        assertThat(counts).containsEntry("a", 1L).containsEntry("b", 1L);
        scope.node("a", 100, "t");
        assertThat(Carry.counts(Carry.out(scope.plan(), scope.state()))).containsOnly(Map.entry("a", 2L));
    }

    @Test
    void a_suspicion_is_of_one_type_and_one_session() {
        TestScope scope = new TestScope().nodes("a").node("b", 100, "t", "u").children(10);
        scope.on("a", scope.children.keySet().toArray(String[]::new));
        assertThat(scope.plan().moved()).hasSize(5);
        scope.suspects.add(new Suspect("b", 2, "t", 3, 0));
        scope.suspects.add(new Suspect("b", 1, "u", 3, 0));
        assertThat(scope.plan().moved()).hasSize(5);
        scope.suspects.add(new Suspect("b", 1, "t", 3, 0));
        assertThat(scope.plan().moved()).isEmpty();
        assertThat(Explainer.explain(scope.state(), "c0", TestScope.SETTINGS, TestScope.NOW)
                        .elsewhere())
                .containsEntry(
                        "b",
                        "suspect: several children of type \"t\" failed there that run elsewhere;"
                                + " one at a time is tried there");
    }
}
