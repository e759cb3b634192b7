package io.pogo.zk;

import static io.pogo.zk.CompanionScene.BRIEF;
import static io.pogo.zk.CompanionScene.ENDLESS;
import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A companion that is no child of its node. */
class SidecarIT {
    private static final String ANY_PORT = "127.0.0.1:0";
    private static final int NONCE = 32;

    private final CompanionScene scene = new CompanionScene();
    private final List<RemoteSidecar> sidecars = new ArrayList<>();

    @TempDir
    private Path folder;

    private Path secret;

    @BeforeEach
    void begin() throws IOException {
        secret = Files.writeString(folder.resolve("secret"), "only the two of us know this\n");
    }

    @AfterEach
    void end() {
        scene.close();
        sidecars.forEach(RemoteSidecar::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "unix"})
    void the_session_of_each_node_that_is_killed_is_ended(String how) {
        String socket = "unix:" + folder.resolve("companion.sock");
        RemoteSidecar sidecar = sidecar(how.equals("tcp") ? ANY_PORT : socket);
        String address = how.equals("tcp") ? "127.0.0.1:" + sidecar.port() : socket;
        for (int n = 1; n <= 2; n++) {
            RemoteNode node = watched("node", address);
            String session = scene.sessionOf(node);
            node.kill();
            scene.awaitOver(session);
            sidecar.awaitOutput("ZooKeeper session " + session + " was ended after");
        }
    }

    @Test
    void a_node_that_closes_or_is_stopped_is_left_alone() {
        RemoteSidecar sidecar = sidecar(ANY_PORT);
        RemoteNode node = scene.nodeWithSidecar("node", BRIEF, address(sidecar), secret);
        awaitWatched(node);
        String first = scene.sessionOf(node);
        node.pause();
        scene.awaitOver(first);
        node.resume();
        eventually().until(() -> node.output().split("watches over", -1).length >= 3);
        node.tell("close");
        assertThat(node.awaitExit()).isZero();
        RemoteNode next = watched("next", address(sidecar));
        String session = scene.sessionOf(next);
        next.kill();
        sidecar.awaitOutput("ZooKeeper session " + session + " was ended after");
        assertThat(sidecar.output()).containsOnlyOnce("has died");
    }

    @Test
    void garbage_is_hung_up_on_and_harms_nobody() throws IOException {
        RemoteSidecar sidecar = sidecar(ANY_PORT);
        try (Socket idle = connect(sidecar);
                Socket web = connect(sidecar)) {
            web.getOutputStream()
                    .write(("GET / HTTP/1.1\r\nHost: localhost\r\nUser-Agent: " + "x".repeat(64) + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(untilHungUp(web)).isEqualTo(NONCE);
            RemoteNode node = watched("node", address(sidecar));
            String session = scene.sessionOf(node);
            assertThat(untilHungUp(idle)).isEqualTo(NONCE);
            assertThat(scene.isKnown(session)).isTrue();
            node.kill();
            sidecar.awaitOutput("ZooKeeper session " + session + " was ended after");
        }
        assertThat(sidecar.output()).containsOnlyOnce("has died");
    }

    @Test
    void a_node_with_another_secret_is_not_watched_over() throws IOException {
        RemoteSidecar sidecar = sidecar(ANY_PORT);
        Path other = Files.writeString(folder.resolve("other"), "something else altogether");
        RemoteNode node = scene.nodeWithSidecar("node", ENDLESS, address(sidecar), other);
        eventually().until(() -> node.output().contains("has no crash companion"));
        sidecar.awaitOutput("another secret");
        assertThat(node.output()).doesNotContain("watches over");
        String session = scene.sessionOf(node);
        node.kill();
        watchedAndKilled(sidecar);
        assertThat(scene.isKnown(session)).isTrue();
    }

    @Test
    void a_second_node_is_refused_and_the_first_one_is_still_watched_over() {
        RemoteSidecar sidecar = sidecar(ANY_PORT);
        RemoteNode first = watched("first", address(sidecar));
        RemoteNode second = scene.nodeWithSidecar("second", ENDLESS, address(sidecar), secret);
        eventually().until(() -> second.output().contains("has no crash companion"));
        sidecar.awaitOutput("there is another one");
        String ofFirst = scene.sessionOf(first);
        String ofSecond = scene.sessionOf(second);
        second.kill();
        first.kill();
        scene.awaitOver(ofFirst);
        assertThat(scene.isKnown(ofSecond)).isTrue();
    }

    @Test
    void a_sidecar_that_was_away_is_found_again() {
        String socket = "unix:" + folder.resolve("companion.sock");
        RemoteSidecar before = sidecar(socket);
        RemoteNode node = watched("node", socket);
        String session = scene.sessionOf(node);
        before.close();
        sidecars.remove(before);
        eventually().until(() -> node.output().contains("has no crash companion"));
        sidecar(socket);
        eventually().until(() -> node.output().split("watches over", -1).length >= 3);
        assertThat(scene.isKnown(session)).isTrue();
        node.kill();
        scene.awaitOver(session);
    }

    @Test
    void who_listens_in_the_place_of_the_sidecar_learns_nothing() throws IOException {
        try (ServerSocket impostor = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            RemoteNode node = scene.nodeWithSidecar("node", ENDLESS, "127.0.0.1:" + impostor.getLocalPort(), secret);
            try (Socket caught = impostor.accept()) {
                caught.getOutputStream().write(new byte[2 * NONCE]);
                caught.shutdownOutput();
                assertThat(untilHungUp(caught)).isEqualTo(2 * NONCE);
            }
            eventually().until(() -> node.output().contains("has no crash companion"));
        }
    }

    @Test
    void a_sidecar_listens_on_loopback_only_and_wants_a_secret() throws Exception {
        RemoteSidecar everywhere = sidecar("0.0.0.0:0");
        assertThat(everywhere.awaitExit()).isEqualTo(2);
        assertThat(everywhere.output()).contains("it must be unix:/a/path, or a loopback address and a port");
        Files.writeString(secret, "short");
        RemoteSidecar open = sidecar(ANY_PORT);
        assertThat(open.awaitExit()).isEqualTo(2);
        assertThat(open.output()).contains("it must have 16 or more");
    }

    private RemoteSidecar sidecar(String address) {
        RemoteSidecar sidecar = RemoteSidecar.start(address, secret);
        sidecars.add(sidecar);
        return sidecar;
    }

    private static String address(RemoteSidecar sidecar) {
        return "127.0.0.1:" + sidecar.port();
    }

    private RemoteNode watched(String id, String address) {
        RemoteNode node = scene.nodeWithSidecar(id, ENDLESS, address, secret);
        awaitWatched(node);
        return node;
    }

    private static void awaitWatched(RemoteNode node) {
        eventually().untilAsserted(() -> assertThat(node.output()).contains("watches over"));
    }

    /** So whatever the sidecar was to do before is done. */
    private void watchedAndKilled(RemoteSidecar sidecar) {
        RemoteNode node = watched("last", address(sidecar));
        String session = scene.sessionOf(node);
        node.kill();
        sidecar.awaitOutput("ZooKeeper session " + session + " was ended after");
    }

    private static Socket connect(RemoteSidecar sidecar) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), sidecar.port());
    }

    /** How many bytes came before the end. */
    private static int untilHungUp(Socket socket) throws IOException {
        int bytes = 0;
        try {
            while (socket.getInputStream().read() >= 0) {
                bytes++;
            }
        } catch (java.net.SocketException e) {
            // It hung up with something unread.
        }
        return bytes;
    }
}
