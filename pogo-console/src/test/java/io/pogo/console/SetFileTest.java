package io.pogo.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.ChildSpec;
import org.junit.jupiter.api.Test;

/** Files with a declared set. */
class SetFileTest {
    private static final String CHILD = "{\"id\":\"a\",\"type\":\"w\"}";

    @Test
    void a_set_is_an_object_or_a_list_of_children() {
        SetFile named = SetFile.parse("f", "{\"set\":\"s\",\"version\":7,\"children\":[" + CHILD + "]}");
        assertThat(named.set()).isEqualTo("s");
        assertThat(named.version()).isEqualTo(7);
        assertThat(named.children()).containsExactly(ChildSpec.of("a", "w"));
        SetFile list = SetFile.parse("f", "[" + CHILD + "]");
        assertThat(list.set()).isNull();
        assertThat(list.version()).isNull();
        assertThat(list.children()).isEqualTo(named.children());
        assertThat(SetFile.parse("f", "[]").children()).isEmpty();
    }

    @Test
    void a_fault_is_reported_with_its_line() {
        StringBuilder lines = new StringBuilder("{\"set\":\"s\",\n\"version\":7,\n\"children\":[\n");
        for (int i = 4; i < 812; i++) {
            lines.append("{\"id\":\"c").append(i).append("\",\"type\":\"w\"},\n");
        }
        assertRefused(lines + "{\"id\":\"x\",\"type\":]}]}", "f.json, line 812: not JSON");
        assertRefused(lines + "{\"id\":\"x\"}]}", "f.json, line 812: a child spec needs an id and a type");
        assertRefused(lines + "{\"id\":\"c9\",\"type\":\"w\"}]}", "f.json, line 812: child \"c9\" is there twice");
        assertRefused(lines + "", "f.json, line 812: not JSON");
        assertRefused("{\"set\":\"s\",\n\"children\":{}}", "f.json, line 2: \"children\" is not expected there");
        assertRefused("{\"set\":\"s\",\n\"verison\":7}", "f.json, line 2: \"verison\" is not expected there");
        assertRefused("{\"set\":7}", "line 1: \"set\" is not expected there");
        assertRefused("{\"set\":\"s\"}", "needs \"children\"");
        assertRefused("{\"children\":[]}\n{}", "f.json, line 2: a file has one set");
        assertRefused("", "there is nothing");
        assertRefused("set: feeds", "not JSON");
    }

    private static void assertRefused(String json, String why) {
        assertThatThrownBy(() -> SetFile.parse("f.json", json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}
