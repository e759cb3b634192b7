package io.pogo.companion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.UnixDomainSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a sidecar may listen. */
class EndpointTest {
    @Test
    void a_loopback_address_and_a_port_or_a_unix_socket() {
        assertThat(Endpoint.parse("127.0.0.1:7071")).hasToString("/127.0.0.1:7071");
        assertThat(Endpoint.parse("[::1]:0")).hasToString("/[0:0:0:0:0:0:0:1]:0");
        assertThat(Endpoint.parse("unix:/run/pogo/companion.sock"))
                .isEqualTo(UnixDomainSocketAddress.of("/run/pogo/companion.sock"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0:7071",
                "10.0.0.1:7071",
                "127.0.0.1",
                "127.0.0.1:65536",
                "127.0.0.1:-1",
                "7071",
                ":7071",
                ""
            })
    void nothing_else(String address) {
        assertThatThrownBy(() -> Endpoint.parse(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + address + "\"; it must be");
    }
}
