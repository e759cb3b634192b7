package io.pogo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
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
    void a_connection_that_only_the_caller_has_lost_stays_open_and_silent_for_the_listener() throws IOException {
        relay.set(Relay.Mode.LOST_BY_CALLER);
        assertEnded(near);
        assertSilent(far);
        far.getOutputStream().write(1);
        assertRefused();
        relay.set(Relay.Mode.OPEN);
        assertEnded(far);
    }

    @Test
    void a_connection_that_only_the_listener_has_lost_stays_open_and_silent_for_the_caller() throws IOException {
        relay.set(Relay.Mode.LOST_BY_LISTENER);
        assertEnded(far);
        assertSilent(near);
        near.getOutputStream().write(1);
        relay.set(Relay.Mode.OPEN);
        assertEnded(near);
    }

    @Test
    void a_relay_that_refuses_ends_what_there_is_and_lets_nobody_in() throws IOException {
        relay.set(Relay.Mode.REFUSED);
        assertEnded(near);
        assertEnded(far);
        assertRefused();
        relay.set(Relay.Mode.OPEN);
        try (Socket again = new Socket(InetAddress.getLoopbackAddress(), relay.port());
                Socket accepted = server.accept()) {
            again.getOutputStream().write(1);
            assertThat(accepted.getInputStream().read()).isEqualTo(1);
        }
    }

    @Test
    void the_end_of_one_side_is_the_end_of_the_other() throws IOException {
        far.close();
        near.setSoTimeout(5_000);
        assertThat(near.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void a_patient_relay_waits_for_somebody_to_listen() throws IOException {
        Ports ports = new Ports();
        int target = ports.free();
        try (Relay patient = new Relay(ports.free(), target, 10_000)) {
            patient.open();
            try (Socket early = new Socket(InetAddress.getLoopbackAddress(), patient.port());
                    ServerSocket late = new ServerSocket(target, 10, InetAddress.getLoopbackAddress());
                    Socket accepted = late.accept()) {
                early.getOutputStream().write(1);
                assertThat(accepted.getInputStream().read()).isEqualTo(1);
            }
        }
    }

    private void assertRefused() throws IOException {
        try (Socket late = new Socket(InetAddress.getLoopbackAddress(), relay.port())) {
            assertEnded(late);
        }
    }

    private static void assertEnded(Socket socket) throws IOException {
        socket.setSoTimeout(5_000);
        try {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        } catch (SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
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
