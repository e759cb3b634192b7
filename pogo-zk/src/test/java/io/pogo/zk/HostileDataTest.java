package io.pogo.zk;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.pogo.ChildSpec;
import io.pogo.MemberInfo;
import io.pogo.PogoException;
import io.pogo.core.StuckChild;
import io.pogo.engine.base.NodeIds;
import io.pogo.engine.base.Printable;
import io.pogo.engine.format.MemberData;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.format.StoredAssignment;
import io.pogo.engine.format.StoredFailure;
import io.pogo.engine.format.StoredSpec;
import io.pogo.engine.format.StoredStuck;
import io.pogo.engine.node.Checkpoints;
import io.pogo.engine.store.Stamp;
import io.pogo.engine.store.Znode;
import io.pogo.engine.tree.Layout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Whatever is in a znode, the decoders take it for bad data or for what Pogo could have written, and quote nothing that
 * harms.
 */
class HostileDataTest {
    private static final int ZNODES = 10_000;
    private static final int LONGEST_TEXT = 4_000;

    private final ScopePaths paths = new ScopePaths("s");
    private final Logger logger = (Logger) LoggerFactory.getLogger(MemberData.class);

    /** Each unreadable member is worth a line, but not thousands of them here. */
    @BeforeEach
    void logNothing() {
        logger.setLevel(Level.OFF);
    }

    @AfterEach
    void logAgain() {
        logger.setLevel(null);
    }

    @Test
    void ten_thousand_random_and_mutated_znodes_of_every_kind_stop_no_decoder() {
        int seed = Integer.getInteger("pogo.seed", 8);
        Hostile hostile = new Hostile(new Random(seed));
        int bad = 0;
        for (int i = 0; i < ZNODES; i++) {
            byte[] data = hostile.data();
            try {
                bad += decodeAsEverything(data);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("-Dpogo.seed=" + seed + ", number " + i + ": " + Printable.of(text(data)), e);
            }
        }
        assertThat(bad).isGreaterThan(5 * ZNODES);
    }

    @Test
    void what_is_too_long_too_deep_or_said_twice_is_bad_data() {
        assertProblem("{\"a\":\"" + "x".repeat(600_000) + "\"}", "bytes, more than any that Pogo writes");
        assertProblem("{\"a\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}", "depth");
        assertProblem("{\"type\":\"a\",\"type\":\"b\"}", "Duplicate field");
        assertProblem("{\"type\":" + "7".repeat(300) + "}", "is not JSON");
    }

    @Test
    void the_largest_spec_that_may_be_asked_for_is_read() {
        ChildSpec spec =
                ChildSpec.of("c", "worker").withArgument("a", "\u0001".repeat(ChildSpec.MAX_ARGUMENT_BYTES - 1));
        assertThat(StoredSpec.decode("c", Hostile.znode("/c", StoredSpec.encode(spec)))
                        .spec())
                .isEqualTo(spec);
    }

    @Test
    void what_moves_a_cursor_or_the_direction_of_text_is_shown_as_its_number() {
        assertThat(Printable.of("a\u001b[31m\r\n\u202eb\ud800c\u2028"))
                .isEqualTo("a\\u001b[31m\\u000d\\u000a\\u202eb\\ud800c\\u2028");
        assertThat(Printable.of("größe 漢字 😀")).isEqualTo("größe 漢字 😀");
        assertThat(Printable.of("x".repeat(1_000))).hasSize(203).endsWith("...");
        assertThat(ScopePaths.childId("/pogo/s/children/00/a%1Bb")).isEmpty();
        assertThat(ScopePaths.childId("/pogo/s/children/00/" + "x".repeat(5_000)))
                .isEmpty();
    }

    @Test
    void what_a_node_says_of_its_stuck_children_counts_only_if_it_is_whole_and_a_session_stands_behind_it() {
        StuckChild stuck = new StuckChild("c", "a", 1_000, true);
        byte[] data = StoredStuck.encode(List.of(stuck));
        Znode znode = Hostile.znode("/pogo/s/control/stuck/a#1@0x3", data);
        assertThat(StoredStuck.decode(znode)).isEmpty();
        Stamp ephemeral = new Stamp(2, 0, 0, 0, 0, 3, 0, 0);
        assertThat(StoredStuck.decode(new Znode(znode.path(), data, ephemeral))).containsExactly(stuck);
        assertThat(StoredStuck.decode(new Znode("/pogo/s/control/stuck/@0x3", data, ephemeral)))
                .isEmpty();
        for (String bad : List.of(
                "{}", "{\"children\":7}", "{\"children\":[{\"id\":\"\",\"since\":\"x\",\"lockLost\":true}]}", "x")) {
            byte[] said = bad.getBytes(StandardCharsets.UTF_8);
            assertThat(StoredStuck.decode(new Znode(znode.path(), said, ephemeral)))
                    .isEmpty();
        }
    }

    private void assertProblem(String json, String problem) {
        StoredSpec read = StoredSpec.decode("c", Hostile.znode("/c", json.getBytes(StandardCharsets.UTF_8)));
        assertThat(read.problem()).contains(problem);
    }

    /** How many kinds it is not. */
    private int decodeAsEverything(byte[] data) {
        Znode znode = Hostile.znode("/pogo/s/x/00/c", data);
        List<@Nullable String> problems = new ArrayList<>();
        StoredSpec spec = StoredSpec.decode("c", znode);
        problems.add(spec.problem());
        assertFit(spec.startedBy());
        spec.wanted(10);
        StoredAssignment assignment = StoredAssignment.decode("a", "c", znode);
        problems.add(assignment.problem());
        StoredFailure failure = StoredFailure.decode("c", znode);
        problems.add(failure.problem());
        assertFit(failure.failure().error());
        assertFit(failure.failure().node());
        failure.failure().failedOn().forEach(NodeIds::check);
        MemberInfo member = new MemberData.Serializer().decode(data).info();
        problems.add(member.id().startsWith("(unreadable") ? member.id() : null);
        assertFit(member.address());
        member.types().forEach(HostileDataTest::assertFit);
        StoredStuck.decode(new Znode("/pogo/s/control/stuck/a#1@0x3", data, new Stamp(2, 0, 0, 0, 0, 3, 0, 0)));
        problems.add(told(() -> Checkpoints.decode("c", 2, znode)));
        problems.add(told(() -> Layout.check(paths, data)));
        problems.forEach(HostileDataTest::assertFit);
        return (int) problems.stream().filter(problem -> problem != null).count();
    }

    private static @Nullable String told(Runnable decode) {
        try {
            decode.run();
            return null;
        } catch (PogoException e) {
            return e.getMessage();
        }
    }

    private static void assertFit(@Nullable String text) {
        if (text != null) {
            assertThat(text).hasSizeLessThan(LONGEST_TEXT);
            assertThat(text.codePoints().noneMatch(Character::isISOControl))
                    .as(text)
                    .isTrue();
        }
    }

    private static String text(byte[] data) {
        return new String(data, StandardCharsets.ISO_8859_1);
    }
}
