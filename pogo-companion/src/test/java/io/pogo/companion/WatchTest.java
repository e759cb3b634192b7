package io.pogo.companion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which session is ended when the stream of a node is at its end. */
class WatchTest {
    private final List<Long> heard = new ArrayList<>();

    @Test
    void a_node_that_has_named_no_session_leaves_none() throws IOException {
        assertThat(ended(said())).isNull();
    }

    @Test
    void the_last_session_that_was_named_is_left() throws IOException {
        assertThat(ended(said(session(1), session(2)))).isEqualTo(2);
        assertThat(heard).containsExactly(1L, 2L);
    }

    @Test
    void a_farewell_leaves_none() throws IOException {
        assertThat(ended(said(session(1), Messages.farewell()))).isNull();
    }

    @Test
    void a_message_that_was_cut_short_leaves_the_session_before() throws IOException {
        byte[] second = session(2);
        for (int length = 0; length < second.length; length++) {
            assertThat(ended(said(session(1), Arrays.copyOf(second, length)))).isEqualTo(1);
        }
    }

    @Test
    void half_a_farewell_is_none() throws IOException {
        assertThat(ended(said(session(1), Arrays.copyOf(Messages.farewell(), 4))))
                .isEqualTo(1);
    }

    @Test
    void a_failure_to_read_is_not_the_end_of_the_node() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                return read(new byte[1], 0, 1);
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                throw new IOException("Connection reset");
            }
        };
        assertThatThrownBy(() -> ended(new SequenceInputStream(said(session(1)), broken)))
                .hasMessageContaining("Connection reset");
    }

    @Test
    void garbage_leaves_none() {
        assertThatThrownBy(() -> ended(said(session(1), new byte[] {0, 0, 0, 1, 99})))
                .hasMessageContaining("of kind 99");
    }

    private @Nullable Long ended(InputStream stream) throws IOException {
        SessionNotice orphan = Watch.untilEnd(stream, notice -> heard.add(notice.sessionId()));
        return orphan == null ? null : orphan.sessionId();
    }

    private static byte[] session(long id) {
        return Messages.session(
                new SessionNotice("node", 1, "zk:2181", 10_000, id, "00", Map.of(), Map.of(), List.of()));
    }

    private static InputStream said(byte[]... messages) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] message : messages) {
            all.write(message);
        }
        return new ByteArrayInputStream(all.toByteArray());
    }
}
