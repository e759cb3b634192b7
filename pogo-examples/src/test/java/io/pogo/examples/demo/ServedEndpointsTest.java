package io.pogo.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ServedEndpointsTest {
    private final Probe probe = new Probe();

    @Test
    void endpoints_are_up_and_down_and_up_again() throws Exception {
        URI tcp = URI.create("tcp://127.0.0.1:" + freePort());
        URI http = URI.create("http://127.0.0.1:" + freePort() + "/health");
        try (TcpEndpoint one = new TcpEndpoint(Service.parse(tcp.toString()).address());
                HttpEndpoint other =
                        new HttpEndpoint(Service.parse(http.toString()).address())) {
            assertThat(probe.check(tcp)).isEqualTo(new Probe.Answer(true, "connected"));
            assertThat(probe.check(http)).isEqualTo(new Probe.Answer(true, "HTTP 200"));

            one.setUp(false);
            other.setUp(false);
            assertThat(probe.check(tcp)).isEqualTo(new Probe.Answer(false, "connection refused"));
            assertThat(probe.check(http)).isEqualTo(new Probe.Answer(false, "HTTP 503"));

            one.setUp(true);
            other.setUp(true);
            assertThat(probe.check(tcp).up()).isTrue();
            assertThat(probe.check(http).up()).isTrue();
        }
        assertThat(probe.check(tcp).up()).isFalse();
        assertThat(probe.check(http)).isEqualTo(new Probe.Answer(false, "connection refused"));
    }

    @Test
    void an_unknown_host_is_down() throws InterruptedException {
        assertThat(probe.check(URI.create("tcp://no-such-host.invalid:1")).up()).isFalse();
        assertThat(probe.check(URI.create("http://no-such-host.invalid:1/")).up())
                .isFalse();
    }

    @Test
    void a_taken_port_is_named_and_the_others_are_given_back() throws Exception {
        int free = freePort();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatExceptionOfType(DemoException.class)
                    .isThrownBy(() -> ServedEndpoints.open(List.of(
                            Service.parse("tcp://127.0.0.1:" + free), Service.parse("http://127.0.0.1:" + port))))
                    .withMessageContaining("http://127.0.0.1:" + port)
                    .withMessageContaining("end the process that has port " + port);
        }
        new ServerSocket(free, 1, InetAddress.getLoopbackAddress()).close();
    }

    @Test
    void each_calm_period_has_one_outage_of_another_endpoint() {
        assertThat(IntStream.range(0, 5).map(round -> ServedEndpoints.failing(9, Duration.ofSeconds(3), round)))
                .containsExactly(2, 5, 8, 2, 5);
        assertThat(IntStream.range(0, 70).map(i -> ServedEndpoints.failing(9, Duration.ofSeconds(i), 0)))
                .filteredOn(failing -> failing >= 0)
                .containsExactly(2, 2, 2, 2, 5, 5, 5, 5, 8, 8, 8, 8, 2, 2, 2, 2);
        assertThat(ServedEndpoints.failing(9, Duration.ZERO, 7)).isEqualTo(-1);
        assertThat(ServedEndpoints.failing(0, Duration.ofSeconds(3), 0)).isEqualTo(-1);
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
