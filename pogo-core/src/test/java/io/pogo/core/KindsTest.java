package io.pogo.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The child that stands for its kind while children come and go. */
class KindsTest {
    private final Kinds kinds = new Kinds();

    @Test
    void the_child_with_the_lowest_id_stands_for_its_kind() {
        kinds.add(child("c2", "t", 1));
        kinds.add(child("c1", "t", 1));
        kinds.add(child("c3", "t", 1));
        assertThat(ids(kinds.ofWeight(1))).containsExactly("c1");
        assertThat(ids(kinds.ofType("t"))).containsExactly("c1");
        kinds.remove(child("c2", "t", 1));
        assertThat(ids(kinds.ofType("t"))).containsExactly("c1");
        kinds.remove(child("c1", "t", 1));
        assertThat(ids(kinds.ofWeight(1))).containsExactly("c3");
        assertThat(ids(kinds.ofType("t"))).containsExactly("c3");
    }

    @Test
    void each_weight_and_each_type_is_a_kind_of_its_own() {
        kinds.add(child("c1", "t", 1));
        kinds.add(child("c2", "t", 2));
        kinds.add(child("c3", "u", 1));
        assertThat(kinds.weights()).containsExactly(1, 2);
        assertThat(ids(kinds.ofWeight(1))).containsExactly("c1", "c3");
        assertThat(ids(kinds.ofType("t"))).containsExactly("c1", "c2");
        assertThat(kinds.demands()).hasSize(2);
    }

    @Test
    void all_children_of_a_kind_are_known_by_any_of_them() {
        kinds.add(child("c2", "t", 1));
        kinds.add(child("c1", "t", 1));
        kinds.add(child("c3", "t", 2));
        assertThat(ids(kinds.like(child("x", "t", 1)))).containsExactly("c1", "c2");
        assertThat(kinds.like(child("x", "t", 3))).isEmpty();
        assertThat(kinds.like(child("x", "u", 1))).isEmpty();
    }

    @Test
    void nothing_is_left_of_a_kind_without_children() {
        kinds.add(child("c1", "t", 1));
        kinds.add(child("c2", "t", 2));
        kinds.remove(child("c1", "t", 1));
        assertThat(kinds.weights()).containsExactly(2);
        kinds.remove(child("c2", "t", 2));
        assertThat(kinds.weights()).isEmpty();
        assertThat(kinds.demands()).isEmpty();
        assertThat(kinds.ofType("t")).isEmpty();
    }

    @Test
    void a_child_that_is_not_there_is_not_taken_out() {
        kinds.add(child("c2", "t", 1));
        kinds.remove(child("c1", "t", 1));
        kinds.remove(child("c1", "t", 2));
        kinds.remove(child("c1", "u", 1));
        assertThat(ids(kinds.ofWeight(1))).containsExactly("c2");
    }

    private static List<String> ids(Collection<ChildAssessment> cases) {
        return cases.stream().map(ChildAssessment::id).toList();
    }

    private static ChildAssessment child(String id, String type, int weight) {
        TestScope scope = new TestScope().placed(ChildSpec.of(id, type).withWeight(weight));
        return new ChildAssessment(
                TestScope.required(scope.children, id),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }
}
