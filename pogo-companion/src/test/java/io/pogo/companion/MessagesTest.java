package io.pogo.companion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.companion.SessionNotice.Login;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a node says arrives as it was said, or not at all. */
class MessagesTest {
    private static final SessionNotice NOTICE = new SessionNotice(
            "[scope node]",
            4711,
            "zk1:2181,zk2:2181/chroot",
            10_000,
            0x1000042b2e20000L,
            "00ff17",
            Map.of("zookeeper.client.secure", "true", "zookeeper.ssl.trustStore.password", "pässword"),
            Map.of("java.security.auth.login.config", "/etc/jaas.conf"),
            List.of(new Login("a.LoginModule", "required", Map.of("username", "pogo"))));

    @Test
    void a_session_is_read_as_it_was_written() throws IOException {
        assertThat(read(Messages.session(NOTICE))).isEqualTo(new Messages.Message(NOTICE));
    }

    @Test
    void a_farewell_is_a_message_without_a_session() throws IOException {
        assertThat(read(Messages.farewell())).isEqualTo(new Messages.Message(null));
    }

    @Test
    void a_message_that_ends_too_early_is_none_wherever_it_ends() throws IOException {
        byte[] whole = Messages.session(NOTICE);
        for (int length = 0; length < whole.length; length++) {
            assertThat(read(Arrays.copyOf(whole, length)))
                    .as("%s bytes", length)
                    .isNull();
        }
    }

    @Test
    void what_is_no_message_is_refused() {
        assertRefused("GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII), "bytes");
        assertRefused(framed((byte) 7), "of kind 7");
        assertRefused(framed((byte) 1, (byte) 0, (byte) 200), "cannot be read");
        assertRefused(framed(), "of 0 bytes");
    }

    private static void assertRefused(byte[] bytes, String why) {
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(Messages.UnknownMessageException.class)
                .hasMessageContaining(why);
    }

    private static byte[] framed(byte... content) {
        return ByteBuffer.allocate(Integer.BYTES + content.length)
                .putInt(content.length)
                .put(content)
                .array();
    }

    private static Messages.@Nullable Message read(byte[] bytes) throws IOException {
        return Messages.read(new ByteArrayInputStream(bytes));
    }
}
