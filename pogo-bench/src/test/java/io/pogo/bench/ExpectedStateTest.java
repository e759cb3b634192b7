package io.pogo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpectedStateTest {
    @TempDir
    Path dir;

    private ExpectedState wishes;

    @BeforeEach
    void create() throws IOException {
        wishes = new ExpectedState(60, new History(dir.resolve("history")));
    }

    private String child(ChildKind kind) {
        return wishes.kinds().keySet().stream()
                .filter(id -> ChildKind.of(id) == kind)
                .findFirst()
                .orElseThrow();
    }

    private void answered(String child, String verb, String answer) {
        wishes.ended(verb, child, answer, 0, "n1#1", 1);
    }

    private boolean contradicted() throws IOException {
        return Files.readString(dir.resolve("history")).contains("CONTRADICTION");
    }

    @Test
    void all_kinds_of_children_are_there() {
        assertThat(new HashSet<>(wishes.kinds().values())).isEqualTo(Set.of(ChildKind.values()));
    }

    @Test
    void a_permanent_child_that_is_gone_unasked_is_a_contradiction() throws IOException {
        answered(child(ChildKind.LOOP), "start", "ACCEPTED");
        answered(child(ChildKind.LOOP), "restart", "NOT_THERE");
        assertThat(contradicted()).isTrue();
    }

    @Test
    void a_child_that_ends_by_itself_may_be_there_or_not() throws IOException {
        for (ChildKind kind : List.of(ChildKind.TASK, ChildKind.FLAKY, ChildKind.ONCE)) {
            answered(child(kind), "start", "ACCEPTED");
            answered(child(kind), "start", "ACCEPTED");
            answered(child(kind), "start", "ALREADY_PRESENT");
            answered(child(kind), "terminate", "NOT_THERE");
        }
        assertThat(contradicted()).isFalse();
    }

    @Test
    void a_child_that_was_terminated_is_not_there_even_if_it_would_have_ended_by_itself() throws IOException {
        answered(child(ChildKind.TASK), "start", "ACCEPTED");
        answered(child(ChildKind.TASK), "terminate", "TERMINATED");
        answered(child(ChildKind.TASK), "start", "ALREADY_PRESENT");
        assertThat(contradicted()).isTrue();
    }

    @Test
    void what_is_stored_in_the_end_settles_it_again_and_again() {
        String task = child(ChildKind.TASK);
        answered(task, "start", "ACCEPTED");
        wishes.settle(task, true);
        assertThat(wishes.states()).containsEntry(task, ExpectedState.State.WANTED);
        wishes.settle(task, false);
        assertThat(wishes.states()).containsEntry(task, ExpectedState.State.UNWANTED);
    }

    @Test
    void a_temporary_child_is_never_asked_to_restart() {
        wishes.kinds().keySet().forEach(child -> answered(child, "start", "ACCEPTED"));
        Random random = new Random(1);
        for (List<String> call = wishes.choose(random); !call.isEmpty(); call = wishes.choose(random)) {
            if (ChildKind.of(call.get(1)) == ChildKind.ONCE) {
                assertThat(call.get(0)).isNotEqualTo("restart");
            }
        }
    }
}
