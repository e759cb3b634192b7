package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pogo.ScopeClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A name in the connect string that stands for another address after a while, as it does where pods are replaced. */
@SuppressWarnings("try") // a relay only has to be there
class AddressChangeIT {
    private static final String NAME = "zookeeper.test";
    private static final String OTHER_ADDRESS = "127.0.0.2";

    private final Fleet fleet = new Fleet();

    @TempDir
    private Path folder;

    private Path hosts;

    @BeforeEach
    void begin() throws IOException {
        assumeTrue(isLocal(OTHER_ADDRESS), OTHER_ADDRESS + " is no address of this machine");
        hosts = folder.resolve("hosts");
    }

    @AfterEach
    void end() {
        fleet.close();
    }

    @Test
    void the_new_address_is_used_within_the_session() throws Exception {
        Files.writeString(hosts, "127.0.0.1 " + NAME + "\n");
        Relay before = new Relay(fleet.zk().server().getPort());
        RemoteNode node = RemoteNode.start(
                        fleet,
                        "a",
                        Duration.ofSeconds(4),
                        List.of(
                                "-Djdk.net.hosts.file=" + hosts,
                                "-Dsun.net.inetaddr.ttl=0",
                                "-D" + NodeProcess.CONNECT + "=" + NAME + ":" + before.port()))
                .awaitJoined();
        try (ScopeClient client = ZooKeeperScopeClient.builder()
                .connectString(fleet.zk().connectString())
                .scope(fleet.scope())
                .connect()) {
            client.startChildren(Fleet.specs("c", 1));
            eventually().untilAsserted(() -> assertThat(node.running()).containsExactly("c0"));
            long token = client.findChild("c0").orElseThrow().fencingToken();

            try (Relay after = new Relay(fleet.zk().server().getPort(), OTHER_ADDRESS, before.port())) {
                Files.writeString(hosts, OTHER_ADDRESS + " " + NAME + "\n");
                before.close();
                before.drop();
                client.startChildren(Fleet.specs("after", 1));
                eventually().untilAsserted(() -> assertThat(node.running()).containsExactlyInAnyOrder("c0", "after0"));
                assertThat(client.findChild("c0").orElseThrow().fencingToken()).isEqualTo(token);
                node.kill();
            }
        }
    }

    private static boolean isLocal(String address) {
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return door.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
