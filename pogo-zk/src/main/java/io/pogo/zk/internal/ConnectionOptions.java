package io.pogo.zk.internal;

import io.pogo.engine.setup.OptionChecks;
import io.pogo.engine.setup.Timeouts;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.client.ConnectStringParser;
import org.jspecify.annotations.Nullable;

/** The validated connection options that the builders of a supervisor and of a client have in common. */
public final class ConnectionOptions {
    private static final Duration LONGEST = Duration.ofHours(1);

    private @Nullable String connectString;
    private @Nullable CuratorFramework client;
    private final Credentials credentials = new Credentials();
    private Duration sessionTimeout = Duration.ofSeconds(10);
    private Duration connectionTimeout = Duration.ofSeconds(15);
    private Duration requestTimeout = Duration.ofSeconds(15);
    private boolean followsReconfigurations;
    private @Nullable Executor callbackExecutor;

    public void connectString(String hosts) {
        connectString = checked(Objects.requireNonNull(hosts, "connectString"));
    }

    public void client(CuratorFramework callers) {
        client = Objects.requireNonNull(callers, "client");
    }

    public void sessionTimeout(Duration timeout) {
        sessionTimeout = OptionChecks.checked("sessionTimeout", timeout, Duration.ofMillis(100), LONGEST);
    }

    public void connectionTimeout(Duration timeout) {
        connectionTimeout = OptionChecks.checked("connectionTimeout", timeout, Duration.ofMillis(1), LONGEST);
    }

    public void requestTimeout(Duration timeout) {
        requestTimeout = OptionChecks.checked("requestTimeout", timeout, Duration.ofMillis(1), LONGEST);
    }

    public void ensembleTracker() {
        followsReconfigurations = true;
    }

    public void callbackExecutor(Executor executor) {
        callbackExecutor = Objects.requireNonNull(executor, "executor");
    }

    /** Returns the user's executor for callbacks; null for threads of Pogo's own. */
    @Nullable
    public Executor callbackExecutor() {
        return callbackExecutor;
    }

    public Credentials credentials() {
        return credentials;
    }

    public Timeouts timeouts() {
        return new Timeouts(sessionTimeout, connectionTimeout, requestTimeout);
    }

    public Duration connectionTimeout() {
        return connectionTimeout;
    }

    public Duration requestTimeout() {
        return requestTimeout;
    }

    /** The client to use, not started yet if it is to be ours. */
    public ZkClient zkClient(String name) {
        if (connectString == null && client == null) {
            throw new IllegalStateException("connectString(...) or client(...) is needed");
        }
        if (connectString != null && client != null) {
            throw new IllegalStateException("connectString(...) and client(...) exclude each other");
        }
        if (client != null && credentials.areGiven()) {
            throw new IllegalStateException(
                    "digest(...), readableBy(...) and clientProperties(...) are for connectString(...); a client"
                            + " brings its own");
        }
        if (client != null && followsReconfigurations) {
            throw new IllegalStateException(
                    "ensembleTracker() is for connectString(...); a client has its own setting");
        }
        return client != null
                ? ZkClient.callers(client)
                : ZkClient.ours(
                        Objects.requireNonNull(connectString),
                        followsReconfigurations,
                        credentials,
                        sessionTimeout,
                        connectionTimeout,
                        name);
    }

    /**
     * Returns the connect string, validated: ZooKeeper's client would only fail to connect to one that it cannot parse.
     */
    private static String checked(String connectString) {
        try {
            if (!new ConnectStringParser(connectString).getServerAddresses().isEmpty()) {
                return connectString;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "connectString \"" + connectString + "\" has a port that is no number", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "connectString \"" + connectString + "\" is not host:port,host:port/chroot: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("connectString \"" + connectString + "\" names no server");
    }
}
