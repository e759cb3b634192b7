package io.pogo.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.ChildSpec;
import io.pogo.Restart;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SpecFileTest {
    @Test
    void id_and_type_are_enough_and_the_rest_is_as_by_default() {
        assertThat(SpecFile.parse("f.json", "{\"id\":\"a\",\"type\":\"worker\"}"))
                .containsExactly(ChildSpec.of("a", "worker"));
    }

    @Test
    void every_field_of_a_spec_is_written_and_read_again() {
        ChildSpec spec = ChildSpec.of("a/b <c>", "worker")
                .withArgument("ip", "10.0.0.1")
                .withRestart(Restart.TRANSIENT)
                .withMaxRestarts(7, Duration.ofMinutes(1))
                .withShutdown(Duration.ofMillis(1500))
                .withRequiredLabel("disk", "ssd")
                .withWeight(5)
                .withSpreadGroup("replicas", "zone")
                .withKeepCompleted(true);

        assertThat(SpecFile.parse("f.json", "[" + SpecDocument.of(spec) + "]")).containsExactly(spec);
    }

    @Test
    void what_cannot_be_a_spec_is_refused_with_the_reason() {
        assertRefused("[{\"id\":\"a\"}]", "needs an id and a type");
        assertRefused("[{\"id\":\"a\",\"type\":\"w\",\"retsart\":\"permanent\"}]", "retsart");
        assertRefused("[{\"id\":\"a\",\"type\":\"w\",\"restart\":\"often\"}]", "\"often\"");
        assertRefused("[{\"id\":\"a\",\"type\":\"w\",\"shutdown\":\"5\"}]", "\"5\" is no time");
        assertRefused("[{\"id\":\"a\",\"type\":\"w\",\"spreadLabel\":\"zone\"}]", "no spread group");
        assertRefused("[{\"id\":\" a\",\"type\":\"w\"}]", "white space");
        assertRefused("[\"a\"]", "is an object");
        assertRefused("nonsense", "not JSON");
        assertRefused("[{\"id\":\"a\",\"type\":\"w\",\"weight\":\"much\"}]", "\"weight\"");
        assertRefused("{\"id\":\"a\",\"type\":\"w\"} {\"id\":\"b\",\"type\":\"w\"}", "write a list");
    }

    @Test
    void a_fault_is_reported_with_its_line() {
        assertRefused("[{\"id\":\"a\",\"type\":\"w\"},\n\n{\"id\":\"\",\"type\":\"w\"}]", "f.json, line 3: ");
        assertRefused("[{\"id\":\"a\",\"type\":\"w\"},\n{\"id\":\"b\",", "f.json, line 2: not JSON");
        assertRefused(
                "[{\"id\":\"a\",\"type\":\"w\"},\n{\"id\":\"a\",\"type\":\"v\"}]",
                "f.json, line 2: child \"a\" is there twice, first in line 1");
    }

    private static void assertRefused(String json, String why) {
        assertThatThrownBy(() -> SpecFile.parse("f.json", json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}
