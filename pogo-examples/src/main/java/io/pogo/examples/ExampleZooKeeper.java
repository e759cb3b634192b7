package io.pogo.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingServer;
import org.jspecify.annotations.Nullable;

/** The ZooKeeper that the examples run on: one that the caller names, or one inside this JVM. Not for production. */
public final class ExampleZooKeeper implements AutoCloseable {
    private static final int TICK_MILLIS = 500;

    private final String connectString;
    private final @Nullable TestingServer server;

    private ExampleZooKeeper(String connectString, @Nullable TestingServer server) {
        this.connectString = connectString;
        this.server = server;
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
            // a short tick, since a server grants sessions of 2 to 20 ticks
            TestingServer server =
                    new TestingServer(new InstanceSpec(null, -1, -1, -1, true, -1, TICK_MILLIS, -1), true);
            return new ExampleZooKeeper(server.getConnectString(), server);
        } catch (Exception e) {
            throw new IllegalStateException("an embedded ZooKeeper cannot be started", e);
        }
    }

    /**
     * Where it listens.
     *
     * @return {@code host:port}, or several with commas
     */
    public String connectString() {
        return connectString;
    }

    @Override
    public void close() {
        try {
            if (server != null) {
                server.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
