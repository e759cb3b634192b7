package io.pogo.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How ids become names of znodes. */
class ZnodeNamesTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
                    monitor-10.0.0.1, monitor-10.0.0.1
                    a/b,              a%2Fb
                    a b,              a%20b
                    100%,             100%25
                    .,                %2E
                    ..,               %2E%2E
                    ...,              ...
                    .hidden,          .hidden
                    grün,             grün
                    中文,              中文
                    😀,               %F0%9F%98%80
                    a\uE000b,         a%EE%80%80b
                    \uFFFD,           %EF%BF%BD
                    %2F,              %252F
                    a:b@c~[d]{e},     a:b@c~[d]{e}
                    """)
    void known_ids_have_known_names(String id, String name) {
        assertThat(ZnodeNames.escape(id)).isEqualTo(name);
        assertThat(ZnodeNames.unescape(name)).contains(id);
    }

    @Test
    void control_characters_are_escaped() {
        assertThat(ZnodeNames.escape("\0\t\u007f\u0085")).isEqualTo("%00%09%7F%C2%85");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a/b",
                "a b",
                "%",
                "%2",
                "a%2",
                "%2f",
                "%41",
                "%2E%2e",
                "%2Ex",
                "%GG",
                "%F0%9F",
                "%ED%A0%80",
                "%C0%AF",
                "%FF",
                "😀",
                "\uFFFD",
                "%00\0",
                "%C3%BC",
                "%+1",
                "\uD83D"
            })
    void what_is_the_name_of_no_id_is_not_read(String name) {
        assertThat(ZnodeNames.unescape(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uD83D", "a\uDE00", "\uDE00\uD83D"})
    void what_is_no_id_has_no_name(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> ZnodeNames.escape(id));
    }

    @Test
    void every_id_has_a_name_of_its_own_that_zookeeper_takes_and_that_reads_back() {
        Set<String> ids = new HashSet<>();
        Set<String> names = new HashSet<>();
        Seeds.forEach(20_000, random -> {
            String id = id(random);
            String name = ZnodeNames.escape(id);
            assertThat(ZnodeNames.unescape(name)).contains(id);
            assertThat(isSegment(name)).as(name).isTrue();
            ids.add(id);
            names.add(name);
        });
        assertThat(names).hasSameSizeAs(ids);
    }

    @Test
    void what_reads_as_an_id_is_the_name_of_that_id() {
        Seeds.forEach(20_000, random -> {
            StringBuilder name = new StringBuilder();
            for (int i = random.nextInt(8); i >= 0; i--) {
                name.append("%%%0012234589ABCDEFabf./ü".charAt(random.nextInt(25)));
            }
            ZnodeNames.unescape(name.toString())
                    .ifPresent(id -> assertThat(ZnodeNames.escape(id)).isEqualTo(name.toString()));
        });
    }

    @Test
    void buckets_are_two_hexadecimal_digits_that_never_change_and_are_used_evenly() {
        assertThat(ZnodeNames.bucket("monitor-10.0.0.1")).isEqualTo(ZnodeNames.bucket("monitor-10.0.0.1"));
        assertThat(ZnodeNames.bucket("a")).isEqualTo("b2");
        assertThat(ZnodeNames.bucket("grün")).isEqualTo("c6");
        int[] used = new int[256];
        for (int i = 0; i < 25_600; i++) {
            String bucket = ZnodeNames.bucket("monitor-" + i);
            assertThat(bucket).matches("[0-9a-f]{2}");
            used[Integer.parseInt(bucket, 16)]++;
        }
        assertThat(Arrays.stream(used).summaryStatistics().getMin()).isGreaterThan(50);
    }

    private static String id(Random random) {
        StringBuilder id = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            int limit = random.nextBoolean() ? 0x80 : random.nextBoolean() ? 0x10000 : 0x110000;
            int c = random.nextInt(limit);
            id.appendCodePoint(c >= 0xd800 && c <= 0xdfff ? '.' : c);
        }
        return id.toString();
    }

    /** The rules of ZooKeeper's {@code PathUtils.validatePath}, and no space. */
    private static boolean isSegment(String name) {
        return !name.equals(".")
                && !name.equals("..")
                && name.chars()
                        .noneMatch(c -> c <= ' '
                                || c == '/'
                                || (c >= 0x7f && c <= 0x9f)
                                || (c >= 0xd800 && c <= 0xf8ff)
                                || c >= 0xfff0);
    }
}
