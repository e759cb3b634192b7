package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pogo.ScopeClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connect string with an IPv6 address, for nodes and for their companions. */
class Ipv6IT {
    private static final Path ADDRESSES = Path.of("/proc/net/if_inet6");
    private static final String IPV6 = "-Djava.net.preferIPv4Stack=false";
    private static final Duration SESSION = Duration.ofMinutes(1);

    private final Fleet fleet = new Fleet();
    private final List<AutoCloseable> opened = new ArrayList<>(List.of(fleet));

    @TempDir
    private Path folder;

    @BeforeEach
    void begin() throws IOException {
        boolean has = Files.exists(ADDRESSES) && Files.readString(ADDRESSES).contains(" lo");
        assumeTrue(has, "this machine has no IPv6");
    }

    @AfterEach
    void end() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    @Test
    void nodes_join_and_their_companions_end_their_sessions() {
        ServerProcess server = opened(ServerProcess.start(
                folder, List.of(IPV6), List.of("clientPortAddress=::", "maxSessionTimeout=" + SESSION.toMillis())));
        RemoteNode a = node("a", server);
        ScopeClient client = opened(ZooKeeperScopeClient.builder()
                .connectString(server.connectString())
                .scope(fleet.scope())
                .connect());
        client.startChildren(Fleet.specs("c", 1));
        eventually().untilAsserted(() -> assertThat(a.running()).containsExactly("c0"));
        RemoteNode b = node("b", server);

        a.kill();

        eventually().untilAsserted(() -> assertThat(b.running()).containsExactly("c0"));
    }

    private RemoteNode node(String id, ServerProcess server) {
        String address = "-D" + NodeProcess.CONNECT + "=[::1]:" + server.port();
        String companion = "-D" + NodeProcess.WITH_COMPANION + "=true";
        return opened(RemoteNode.start(fleet, id, SESSION, List.of(IPV6, address, companion)))
                .awaitJoined();
    }

    private <T extends AutoCloseable> T opened(T resource) {
        opened.add(resource);
        return resource;
    }
}
