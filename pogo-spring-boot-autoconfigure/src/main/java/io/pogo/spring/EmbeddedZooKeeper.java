package io.pogo.spring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.zookeeper.server.ServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.ClassUtils;
import org.springframework.util.FileSystemUtils;

/** A ZooKeeper server inside this process, on the loopback interface: for development, never for production. */
final class EmbeddedZooKeeper implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedZooKeeper.class);
    private static final int TICK_MILLIS = 500;
    private static final int NO_LIMIT = 0;

    private final ServerCnxnFactory connections;
    private final Path folder;
    private final boolean temporary;

    private EmbeddedZooKeeper(ServerCnxnFactory connections, Path folder, boolean temporary) {
        this.connections = connections;
        this.folder = folder;
        this.temporary = temporary;
    }

    /**
     * Starts a server.
     *
     * @throws IllegalStateException if a library is missing that only a server needs
     */
    static EmbeddedZooKeeper start(PogoProperties.Embedded embedded) {
        need("com.codahale.metrics.Reservoir", "io.dropwizard.metrics:metrics-core");
        need("org.xerial.snappy.SnappyInputStream", "org.xerial.snappy:snappy-java");
        try {
            Path given = embedded.dataDir();
            Path folder = given == null ? Files.createTempDirectory("pogo-zookeeper-") : Files.createDirectories(given);
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), embedded.port());
            ServerCnxnFactory connections = ServerCnxnFactory.createFactory(address, NO_LIMIT);
            connections.startup(new ZooKeeperServer(folder.toFile(), folder.toFile(), TICK_MILLIS));
            log.warn(
                    "ZooKeeper runs inside this process, on port {}: for development only", connections.getLocalPort());
            return new EmbeddedZooKeeper(connections, folder, given == null);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the embedded ZooKeeper cannot be started; check pogo.embedded.port and pogo.embedded.data-dir", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the start of the embedded ZooKeeper was interrupted", e);
        }
    }

    private static void need(String type, String artifact) {
        if (!ClassUtils.isPresent(type, null)) {
            throw new IllegalStateException("pogo.mode is embedded, but " + artifact
                    + " is not on the class path; add it, or set pogo.mode to zookeeper");
        }
    }

    String connectString() {
        return InetAddress.getLoopbackAddress().getHostAddress() + ":" + connections.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        connections.shutdown();
        if (temporary) {
            FileSystemUtils.deleteRecursively(folder);
        }
    }
}
