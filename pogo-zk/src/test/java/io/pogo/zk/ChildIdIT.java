package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.ChildInfo;
import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.DistributedSupervisor;
import io.pogo.View;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which child ids are legal, and that each legal one comes back equal. */
class ChildIdIT {
    private static final List<String> STRANGE = List.of(
            "a/b",
            "..",
            ".",
            "a b",
            "%2F",
            "äöü",
            "😀 two 👍🏽",
            "zookeeper",
            "x".repeat(200),
            "漢".repeat(200),
            "a//b/",
            "\"'\\",
            "%",
            "\ue000\ufff0");

    private final Fleet fleet = new Fleet();

    @AfterEach
    void end() {
        fleet.close();
    }

    @Test
    void strange_ids_start_run_are_listed_and_terminated_and_come_back_equal() throws Exception {
        DistributedSupervisor a = fleet.join("a");
        DistributedSupervisor b = fleet.join("b");
        for (String id : STRANGE) {
            a.startChild(ChildSpec.of(id, "worker"));
        }
        fleet.awaitRunning(STRANGE.size());
        assertThat(fleet.workers().running()).containsExactlyInAnyOrderElementsOf(STRANGE);
        assertThat(b.whichChildren(View.GLOBAL))
                .allMatch(child -> child.state() == ChildState.RUNNING)
                .extracting(ChildInfo::id)
                .containsExactlyInAnyOrderElementsOf(STRANGE);
        for (String id : STRANGE) {
            assertThat(b.findChild(id).map(ChildInfo::id)).contains(id);
            assertThat(b.whenRunning(id)
                            .get(30, java.util.concurrent.TimeUnit.SECONDS)
                            .id())
                    .isEqualTo(id);
            assertThat(b.terminateChild(id)).isTrue();
        }
        fleet.awaitRunning(0);
        assertThat(a.whichChildren(View.LOCAL)).isEmpty();
        eventually()
                .untilAsserted(() -> assertThat(a.whichChildren(View.GLOBAL)).isEmpty());
    }

    @Test
    void illegal_ids_are_refused_with_the_rule_by_every_request() {
        DistributedSupervisor a = fleet.join("a");
        Map<String, String> rules = Map.of(
                "",
                "child id is empty; it must have 1 to 200 characters",
                "x".repeat(201),
                "has 201 characters; at most 200 are allowed",
                "a\u0000b",
                "child id \"a\\u0000b\" has a control character",
                "a\nb",
                "child id \"a\\u000ab\" has a control character",
                "a\u0085b",
                "has a control character",
                "a\ud800b",
                "child id \"a\\ud800b\" is not well-formed Unicode",
                " a",
                "child id \" a\" begins or ends with white space",
                "a ",
                "child id \"a \" begins or ends with white space");
        rules.forEach((id, rule) -> {
            assertThatThrownBy(() -> ChildSpec.of(id, "worker"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(rule);
            assertThatThrownBy(() -> a.terminateChild(id))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(rule);
            assertThatThrownBy(() -> a.restartChild(id))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(rule);
            assertThatThrownBy(() -> a.findChild(id))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(rule);
            assertThatThrownBy(() -> a.whenRunning(id))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(rule);
            assertThatThrownBy(() -> a.terminateChildren(List.of("fine", id)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(rule);
        });
        assertThat(a.whichChildren(View.GLOBAL)).isEmpty();
    }
}
