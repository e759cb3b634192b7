package io.pogo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RelayTest {
    private ServerSocket server;
    private Relay relay;
    private Socket near;
    private Socket far;

    @BeforeEach
    void open() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        relay = new Relay(new Ports().free(), server.getLocalPort());
        relay.open();
        near = new Socket(InetAddress.getLoopbackAddress(), relay.port());
        far = server.accept();
        near.setSoTimeout(300);
        far.setSoTimeout(300);
    }

    @AfterEach
    void close() throws IOException {
        near.close();
        far.close();
        relay.close();
        server.close();
    }

    @Test
    void what_is_said_passes_both_ways() throws IOException {
        near.getOutputStream().write(1);
        assertThat(far.getInputStream().read()).isEqualTo(1);
        far.getOutputStream().write(2);
        assertThat(near.getInputStream().read()).isEqualTo(2);
        assertThat(relay.connections()).isEqualTo(1);
    }

    @Test
    void a_cut_holds_back_and_healing_delivers() throws IOException {
        relay.set(Relay.Mode.CUT);
        near.getOutputStream().write(1);
        far.getOutputStream().write(2);
        assertSilent(far);
        assertSilent(near);
        relay.set(Relay.Mode.OPEN);
        assertThat(far.getInputStream().read()).isEqualTo(1);
        assertThat(near.getInputStream().read()).isEqualTo(2);
    }

    @Test
    void a_cut_may_be_one_way() throws IOException {
        relay.set(Relay.Mode.CUT_ANSWERS);
        near.getOutputStream().write(1);
        assertThat(far.getInputStream().read()).isEqualTo(1);
        far.getOutputStream().write(2);
        assertSilent(near);
    }

    @Test
    void the_end_of_one_side_is_the_end_of_the_other() throws IOException {
        far.close();
        near.setSoTimeout(5_000);
        assertThat(near.getInputStream().read()).isEqualTo(-1);
    }

    private static void assertSilent(Socket socket) throws IOException {
        try {
            assertThat(socket.getInputStream().read())
                    .as("heard in spite of the cut")
                    .isEqualTo(-2);
        } catch (SocketTimeoutException expected) {
            assertThat(expected).isNotNull();
        }
    }
}
