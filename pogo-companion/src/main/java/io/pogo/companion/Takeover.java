package io.pogo.companion;

import java.io.IOException;
import java.security.Provider;
import java.security.Security;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ConnectStringParser;
import org.apache.zookeeper.client.StaticHostProvider;
import org.apache.zookeeper.client.ZKClientConfig;

/**
 * Ends the session of a node that is dead, so that others get at once what ZooKeeper would give them only after the
 * session timeout: attaches to it, as a client does that has lost its connection, and closes it.
 */
final class Takeover {
    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final String JSSE = "SunJSSE";

    private final SessionNotice notice;
    private final long began = System.nanoTime();

    private Takeover(SessionNotice notice) {
        this.notice = notice;
    }

    /** Ends the session; returns the outcome as a clause. Takes no longer than the session's own expiry. */
    static String of(SessionNotice notice) {
        Takeover takeover = new Takeover(notice);
        CompletableFuture<String> outcome = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        outcome.complete(takeover.end());
                    } catch (Exception | LinkageError e) {
                        outcome.complete(takeover.expires(e.toString()));
                    }
                },
                "takeover");
        thread.setDaemon(true);
        thread.start();
        try {
            return outcome.get(notice.timeoutMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            return takeover.expires("ZooKeeper did not answer within " + notice.timeoutMillis() + " ms");
        }
    }

    /**
     * Makes a session of its own and ends it, so that all that it takes is loaded and has been done once when it
     * matters. What does not work now is left for then.
     */
    static void rehearse(SessionNotice notice) {
        Thread thread = new Thread(
                () -> {
                    try {
                        new Takeover(notice).attach(0, new byte[0]);
                    } catch (Exception | LinkageError e) {
                        // It may work when it is needed.
                    }
                },
                "rehearsal");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Closes the session until ZooKeeper reports that it does not exist: the answer to a close may be lost with the
     * connection.
     */
    private String end() throws IOException, InterruptedException {
        byte[] password = HexFormat.of().parseHex(notice.password());
        KeeperState first = attach(notice.sessionId(), password);
        if (first == KeeperState.Expired) {
            return "is over already";
        }
        String took = "was ended after " + (System.nanoTime() - began) / 1_000_000 + " ms";
        KeeperState state = first;
        while (state == KeeperState.SyncConnected) {
            state = attach(notice.sessionId(), password);
        }
        return state == KeeperState.Expired ? took : expires("ZooKeeper says " + state);
    }

    /**
     * Attaches to a session, or creates one if its id is 0, and closes it; returns the state that ZooKeeper reported on
     * attaching.
     */
    private KeeperState attach(long sessionId, byte[] password) throws IOException, InterruptedException {
        CompletableFuture<KeeperState> said = new CompletableFuture<>();
        ZooKeeper zooKeeper = new ZooKeeper(
                notice.connectString(),
                notice.timeoutMillis(),
                event -> hear(event, said),
                sessionId,
                password,
                false,
                new StaticHostProvider(new ConnectStringParser(notice.connectString()).getServerAddresses()),
                configuration());
        try {
            return said.get(notice.timeoutMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return KeeperState.Disconnected;
        } finally {
            zooKeeper.close();
        }
    }

    private static void hear(WatchedEvent event, CompletableFuture<KeeperState> said) {
        switch (event.getState()) {
            case SyncConnected, Expired, AuthFailed -> said.complete(event.getState());
            default -> {}
        }
    }

    private String expires(String why) {
        return "could not be ended and will expire: " + why;
    }

    private ZKClientConfig configuration() {
        apply(notice.systemProperties());
        boolean secure = Boolean.parseBoolean(notice.clientProperties().get(ZKClientConfig.SECURE_CLIENT));
        ZKClientConfig configuration = secure ? new ZKClientConfig() : withoutTls();
        notice.clientProperties().forEach(configuration::setProperty);
        if (notice.logins().isEmpty()) {
            configuration.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, "false");
        } else {
            LoginConfiguration.install(notice.logins());
        }
        return configuration;
    }

    private static void apply(Map<String, String> properties) {
        properties.forEach(System::setProperty);
    }

    /**
     * ZooKeeper's configuration asks for the JDK's default TLS context as soon as its class is loaded, TLS or not; with
     * all root certificates that is a sixth of the memory of this process and half of the time that it takes. So it
     * does not find one.
     */
    private static synchronized ZKClientConfig withoutTls() {
        Provider jsse = Security.getProvider(JSSE);
        if (jsse == null || System.getProperty(TRUST_STORE) != null) {
            return new ZKClientConfig();
        }
        Security.removeProvider(JSSE);
        try {
            return new ZKClientConfig();
        } finally {
            Security.addProvider(jsse);
        }
    }
}
