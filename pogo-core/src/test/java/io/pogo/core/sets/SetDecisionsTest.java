package io.pogo.core.sets;

import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.core.ZnodeNames;
import io.pogo.core.sets.SetChild.Present;
import io.pogo.core.sets.SetChild.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetDecisionsTest {
    @ParameterizedTest
    @CsvSource({
        "COMPLETE,    6, a, SUPERSEDED",
        "COMPLETE,    7, a, UNCHANGED",
        "COMPLETE,    7, b, OTHER_CONTENT",
        "COMPLETE,    8, a, APPLY",
        "DECLARING,   6, a, SUPERSEDED",
        "DECLARING,   7, a, RESUME",
        "DECLARING,   7, b, OTHER_CONTENT",
        "DECLARING,   8, b, APPLY",
        "WITHDRAWING, 6, a, APPLY",
        "WITHDRAWING, 7, b, APPLY",
        "WITHDRAWING, 8, a, APPLY"
    })
    void the_highest_version_counts(SetState state, long version, String digest, SetVerdict verdict) {
        Optional<SetVerdict.Standing> stored = Optional.of(new SetVerdict.Standing(7, "a", state));
        assertThat(SetVerdict.of(stored, version, digest)).isEqualTo(verdict);
    }

    @Test
    void a_set_that_is_not_there_is_declared_with_any_version() {
        assertThat(SetVerdict.of(Optional.empty(), 0, "a")).isEqualTo(SetVerdict.APPLY);
    }

    @Test
    void a_child_of_the_list_is_added_changed_or_kept() {
        assertThat(step("new", null, null)).isEqualTo(Step.ADD);
        assertThat(step("new", "old", new Present("ours", "old"))).isEqualTo(Step.CHANGE);
        assertThat(step("new", "new", new Present("ours", "by hand"))).isEqualTo(Step.CHANGE);
        assertThat(step("new", "new", new Present("ours", "new"))).isEqualTo(Step.KEEP);
        assertThat(step("new", "new", null)).as("terminated by hand").isEqualTo(Step.ADD);
    }

    @Test
    void work_that_is_done_is_not_done_again_unless_it_is_other_work() {
        assertThat(new SetChild("a", "a", null, true).step("ours", false)).isEqualTo(Step.KEEP);
        assertThat(new SetChild("b", "a", null, true).step("ours", false)).isEqualTo(Step.ADD);
    }

    @Test
    void a_child_that_the_list_has_no_more_is_terminated_if_it_is_ours() {
        assertThat(step(null, "a", new Present("ours", "a"))).isEqualTo(Step.REMOVE);
        assertThat(step(null, "a", new Present("ours", "by hand"))).isEqualTo(Step.REMOVE);
        assertThat(step(null, "a", new Present("theirs", "a"))).isEqualTo(Step.FORGET);
        assertThat(step(null, "a", new Present(null, "a"))).isEqualTo(Step.FORGET);
        assertThat(step(null, "a", null)).isEqualTo(Step.FORGET);
    }

    @Test
    void a_child_from_outside_is_refused_or_adopted() {
        for (String owner : new String[] {null, "theirs"}) {
            assertThat(step("a", null, new Present(owner, "a"))).isEqualTo(Step.CONFLICT);
            assertThat(new SetChild("a", null, new Present(owner, "a"), false).step("ours", true))
                    .isEqualTo(Step.ADOPT);
            assertThat(new SetChild("b", null, new Present(owner, "a"), false).step("ours", true))
                    .isEqualTo(Step.CHANGE);
        }
    }

    @Test
    void a_spec_that_cannot_be_read_is_not_touched() {
        assertThat(step("a", "a", new Present(null, null))).isEqualTo(Step.UNREADABLE);
        assertThat(step(null, "a", new Present(null, null))).isEqualTo(Step.UNREADABLE);
    }

    @Test
    void of_a_complete_set_only_the_buckets_that_differ_are_looked_at() {
        Map<String, String> stored = Map.of("01", "a", "02", "b", "03", "c");
        Map<String, String> declared = Map.of("01", "a", "02", "x", "04", "d");
        Set<String> inUse = Set.of("01", "02", "03");
        assertThat(SetScan.buckets(true, stored, declared, inUse, List.of())).containsExactly("02", "03", "04");
        assertThat(SetScan.buckets(true, stored, declared, inUse, List.of("01")))
                .containsExactly("01", "02", "03", "04");
        assertThat(SetScan.buckets(false, stored, declared, inUse, List.of())).containsExactly("01", "02", "03", "04");
        assertThat(SetScan.buckets(true, stored, stored, Set.of("01", "03"), List.of()))
                .as("the record of a bucket was deleted")
                .containsExactly("02");
    }

    @Test
    void the_digest_depends_on_ids_and_specs_and_not_on_their_order() {
        SetContent content = SetContent.of(Map.of("a", "1", "b", "2"));
        assertThat(SetContent.of(Map.of("b", "2", "a", "1")).digest()).isEqualTo(content.digest());
        assertThat(SetContent.of(Map.of("a", "2", "b", "1")).digest()).isNotEqualTo(content.digest());
        assertThat(SetContent.of(Map.of("a", "1")).digest()).isNotEqualTo(content.digest());
        assertThat(content.bucket(ZnodeNames.bucket("a"))).containsEntry("a", "1");
        assertThat(content.size()).isEqualTo(2);
        assertThat(SetContent.EMPTY.bucketDigests()).isEmpty();
    }

    private static Step step(@Nullable String declared, @Nullable String recorded, @Nullable Present present) {
        return new SetChild(declared, recorded, present, false).step("ours", false);
    }
}
