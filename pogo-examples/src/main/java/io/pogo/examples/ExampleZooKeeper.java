package io.pogo.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingServer;
import org.jspecify.annotations.Nullable;

/** The ZooKeeper that the examples run on: one that the caller names, or one inside this JVM. Not for production. */
public final class ExampleZooKeeper implements AutoCloseable {
    private static final int TICK_MILLIS = 500;

    private final String connectString;
    private final @Nullable Embedded embedded;

    /**
     * The folder holds the server's data, and the configuration that the server writes beside its data and leaves
     * there.
     */
    private record Embedded(TestingServer server, Path folder) {}

    private ExampleZooKeeper(String connectString, @Nullable Embedded embedded) {
        this.connectString = connectString;
        this.embedded = embedded;
    }

    /**
     * Finds or starts a ZooKeeper.
     *
     * @param args the connect string of a running one as the first element, or nothing
     * @return it
     */
    public static ExampleZooKeeper from(String[] args) {
        if (args.length > 0) {
            return new ExampleZooKeeper(args[0], null);
        }
        try {
            Path folder = Files.createTempDirectory("pogo-zookeeper-");
            // a short tick, since a server grants sessions of 2 to 20 ticks
            InstanceSpec spec =
                    new InstanceSpec(folder.resolve("data").toFile(), -1, -1, -1, true, -1, TICK_MILLIS, -1);
            TestingServer server = new TestingServer(spec, true);
            return new ExampleZooKeeper(server.getConnectString(), new Embedded(server, folder));
        } catch (Exception e) {
            throw new IllegalStateException("an embedded ZooKeeper cannot be started", e);
        }
    }

    /**
     * Returns the address of ZooKeeper.
     *
     * @return {@code host:port}, or several with commas
     */
    public String connectString() {
        return connectString;
    }

    @Override
    public void close() {
        try {
            if (embedded != null) {
                embedded.server.close();
                remove(embedded.folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes the folder, which contains only files once the server has removed its data. */
    private static void remove(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
