package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.DistributedSupervisor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A scope on a ZooKeeper that wants to know who asks, with nodes in this JVM; closes them all. */
final class SecureScope implements AutoCloseable {
    private final ServerProcess server;
    private final String connectString;
    private final String name = TestZooKeeper.newScope();
    private final Workers workers = new Workers();
    private final List<DistributedSupervisor> nodes = new ArrayList<>();

    SecureScope(ServerProcess server, String connectString) {
        this.server = server;
        this.connectString = connectString;
    }

    ServerProcess server() {
        return server;
    }

    Workers workers() {
        return workers;
    }

    String path(String below) {
        return "/pogo/" + name + below;
    }

    ZooKeeperSupervisor.Builder builder(String nodeId) {
        return ZooKeeperSupervisor.builder()
                .connectString(connectString)
                .scope(name)
                .nodeId(nodeId)
                .sessionTimeout(Duration.ofSeconds(2))
                .settleDelay(Duration.ZERO)
                .rebalanceDelay(Duration.ofMillis(100))
                .childType("worker", workers::worker);
    }

    DistributedSupervisor join(String nodeId, UnaryOperator<ZooKeeperSupervisor.Builder> as) {
        DistributedSupervisor node = as.apply(builder(nodeId)).start();
        nodes.add(node);
        return node;
    }

    ZooKeeperScopeClient.Builder client() {
        return ZooKeeperScopeClient.builder().connectString(connectString).scope(name);
    }

    void awaitRunning(int count) {
        eventually().untilAsserted(() -> assertThat(workers.running()).hasSize(count));
    }

    /** Writes a file of properties, and returns it. */
    static Path properties(Path file, String... lines) {
        try {
            return Files.writeString(file, String.join("\n", lines));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        nodes.forEach(DistributedSupervisor::close);
        assertThat(workers.overlaps()).isEmpty();
    }
}
