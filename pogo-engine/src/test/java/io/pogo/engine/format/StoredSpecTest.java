package io.pogo.engine.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pogo.ChildSpec;
import io.pogo.MemberInfo;
import io.pogo.Restart;
import io.pogo.core.Desired;
import io.pogo.core.Pin;
import io.pogo.engine.store.Stamp;
import io.pogo.engine.store.Znode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How specs are written and read, those of other versions included. */
class StoredSpecTest {
    private static final String PLAIN =
            "{\"type\":\"t\",\"arguments\":{\"a\":\"b\"},\"restart\":\"transient\",\"maxRestarts\":1,"
                    + "\"periodMs\":2000,\"shutdownMs\":3000,\"desired\":\"running\",\"revision\":1}";

    private static final ChildSpec PLAIN_SPEC = ChildSpec.of("c", "t")
            .withArgument("a", "b")
            .withRestart(Restart.TRANSIENT)
            .withMaxRestarts(1, Duration.ofSeconds(2))
            .withShutdown(Duration.ofSeconds(3));

    @Test
    void a_plain_spec_is_written_as_before_there_was_placement() {
        assertThat(text(StoredSpec.encode(PLAIN_SPEC))).isEqualTo(PLAIN);
        StoredSpec stored = read(PLAIN);
        assertThat(stored.spec()).isEqualTo(PLAIN_SPEC);
        assertThat(stored.format()).isEqualTo(1);
    }

    @Test
    void placement_is_written_where_it_differs_from_the_default_and_raises_the_format() {
        ChildSpec spec = ChildSpec.of("c", "t")
                .withRequiredLabel("zone", "a")
                .withWeight(7)
                .withSpreadGroup("g", "rack")
                .withKeepCompleted(true);
        String json = text(StoredSpec.encode(spec));
        assertThat(json)
                .contains(
                        "\"labels\":{\"zone\":\"a\"}",
                        "\"weight\":7",
                        "\"spread\":{\"group\":\"g\",\"label\":\"rack\"}")
                .contains("\"keepCompleted\":true", "\"format\":2");
        assertThat(read(json).spec()).isEqualTo(spec);
        assertThat(read(json).format()).isEqualTo(2);
        ChildSpec group = ChildSpec.of("c", "t").withSpreadGroup("g");
        assertThat(read(text(StoredSpec.encode(group))).spec()).isEqualTo(group);
    }

    @Test
    void the_set_of_a_child_is_written_where_there_is_one_and_raises_the_format() throws BadData {
        String json = text(StoredSpec.encode(PLAIN_SPEC, "feeds"));
        assertThat(json).isEqualTo(with("\"set\":\"feeds\",\"format\":3"));
        StoredSpec stored = read(json);
        assertThat(stored.set()).isEqualTo("feeds");
        assertThat(stored.spec()).isEqualTo(PLAIN_SPEC);
        assertThat(stored.wanted(9).placement().format()).isEqualTo(3);
        assertThat(read(PLAIN).set()).isNull();
        assertThat(problem(with("\"set\":\"a/b\""))).contains("set name \"a/b\"");

        ObjectNode fields = Json.parse(json.getBytes(StandardCharsets.UTF_8));
        SpecChanges.update(PLAIN_SPEC.withArgument("a", "c"), 1, stored, fields);
        assertThat(text(SpecFormat.bytes(fields))).contains("\"set\":\"feeds\"", "\"revision\":2", "\"format\":3");
    }

    @Test
    void the_digest_of_a_spec_stays_the_same_in_all_versions() {
        assertThat(StoredSpec.digest(PLAIN_SPEC)).isEqualTo("cedf6b9edb31c834895558b437026e2e");
    }

    @Test
    void the_desired_state_and_the_pin_reach_the_planner() {
        StoredSpec stored =
                read(with("\"pin\":{\"node\":\"n\",\"session\":\"0xff\"}").replace("running", "paused"));
        assertThat(stored.problem()).isNull();
        assertThat(stored.wanted(9).desired()).isEqualTo(Desired.PAUSED);
        assertThat(stored.wanted(9).placement().pin()).contains(new Pin("n", 255));
        assertThat(stored.wanted(9).placement().format()).isEqualTo(2);
    }

    @Test
    void a_spec_of_a_later_format_or_with_an_unknown_field_or_word_is_not_read() {
        assertThat(problem(with("\"format\":4")))
                .isEqualTo("its spec cannot be read: it is of format 4, and this node reads up to 3");
        assertThat(problem(with("\"wieght\":3"))).endsWith("it has an unknown field \"wieght\"");
        assertThat(problem(PLAIN.replace("running", "dancing"))).contains("\"desired\" has an unknown value");
        assertThat(problem(with("\"weight\":0"))).contains("weight of child \"c\" is 0; it must be 1 to 1000000");
        assertThat(problem(with("\"labels\":7"))).contains("has no object \"labels\"");
        assertThat(problem(with("\"pin\":7"))).contains("has no text \"node\"");
        assertThat(problem(with("\"keepCompleted\":7"))).contains("keepCompleted");
        assertThat(problem(with("\"spread\":{}"))).contains("has no text \"group\"");
    }

    @Test
    void a_change_keeps_what_else_is_stored() throws BadData {
        Znode znode = znode(with("\"weight\":5,\"format\":2"));
        assertThat(text(StoredSpec.completed(znode))).contains("\"weight\":5", "\"format\":2", "\"completed\"");
        assertThat(text(StoredSpec.withStartedBy(znode, "x"))).contains("\"weight\":5", "\"startedBy\":\"x\"");
    }

    @Test
    void a_member_of_an_earlier_version_has_no_labels_and_takes_as_much_weight_as_children() {
        String json = "{\"id\":\"n\",\"address\":\"h\",\"types\":[\"t\"],\"maxChildren\":7,\"state\":\"active\","
                + "\"incarnation\":\"i\"}";
        MemberData member = member(json);
        assertThat(member.info().capacity()).isEqualTo(7);
        assertThat(member.info().labels()).isEmpty();
        assertThat(member.format()).isEqualTo(1);
        assertThat(member.info().version()).isNull();
        assertThat(member.info().joined()).isNull();
    }

    @Test
    void a_version_or_a_time_of_joining_that_cannot_be_read_does_not_make_the_member_unreadable() {
        String json = "{\"id\":\"n\",\"address\":\"h\",\"types\":[\"t\"],\"maxChildren\":7,\"state\":\"active\","
                + "\"incarnation\":\"i\",\"version\":\"" + "9".repeat(65) + "\",\"joined\":\"yesterday\"}";
        MemberData member = member(json);
        assertThat(member.info().id()).isEqualTo("n");
        assertThat(member.info().version()).isNull();
        assertThat(member.info().joined()).isNull();
    }

    @Test
    void a_member_is_read_as_it_was_written() {
        MemberData member = new MemberData(
                new MemberInfo(
                        "n",
                        "h",
                        Set.of("t"),
                        Map.of("zone", "a"),
                        50,
                        7,
                        true,
                        Set.of(),
                        false,
                        "1.2",
                        Instant.ofEpochMilli(1_700_000_000_123L)),
                "i",
                2);
        assertThat(member(text(new MemberData.Serializer().encode(member)))).isEqualTo(member);
    }

    private static MemberData member(String json) {
        return new MemberData.Serializer().decode(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String with(String field) {
        return PLAIN.substring(0, PLAIN.length() - 1) + "," + field + "}";
    }

    private static String problem(String json) {
        return String.valueOf(read(json).problem());
    }

    private static StoredSpec read(String json) {
        return StoredSpec.decode("c", znode(json));
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    private static Znode znode(String json) {
        return new Znode("/c", json.getBytes(StandardCharsets.UTF_8), Stamp.UNKNOWN);
    }
}
