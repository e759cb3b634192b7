package io.pogo.examples.demo;

import io.pogo.PogoException;
import io.pogo.ScopeClient;
import io.pogo.console.WebConsole;
import io.pogo.zk.ZooKeeperScopeClient;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The web console of the demo's scope. Used by the demo's loop alone. */
final class DemoConsole implements AutoCloseable {
    private static final int PORT = 8080;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String connect;
    private @Nullable ScopeClient client;
    private @Nullable WebConsole console;

    DemoConsole(String connect) {
        this.connect = connect;
    }

    /** Opens it, once a node has made the scope; where it is then. A demo without it is a demo too. */
    Optional<String> open() {
        try {
            client = ZooKeeperScopeClient.builder()
                    .connectString(connect)
                    .scope(DemoNodeMain.SCOPE)
                    .connectionTimeout(PATIENCE)
                    .connect();
            console = listening(client);
            return Optional.of(console.address());
        } catch (PogoException e) {
            System.err.println("There is no web console: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Opens the console on the usual port, or on a free one if that is taken. */
    private static WebConsole listening(ScopeClient client) {
        try {
            return WebConsole.open(client, PORT);
        } catch (PogoException taken) {
            return WebConsole.open(client, 0);
        }
    }

    @Override
    public void close() {
        if (console != null) {
            console.close();
        }
        if (client != null) {
            client.close();
        }
    }
}
