package io.pogo.zk;

import io.pogo.ScopeClient;
import io.pogo.engine.Client;
import io.pogo.engine.access.ScopeAccess;
import io.pogo.engine.base.LogPrefix;
import io.pogo.engine.base.NodeIds;
import io.pogo.engine.setup.OptionChecks;
import io.pogo.zk.internal.ConnectionOptions;
import io.pogo.zk.internal.Credentials;
import io.pogo.zk.internal.Requirements;
import io.pogo.zk.internal.Scopes;
import io.pogo.zk.internal.ZkClient;
import io.pogo.zk.internal.ZkStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.curator.framework.CuratorFramework;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link ScopeClient} on ZooKeeper: for a process that steers a scope and runs nothing. One that runs children
 * has a supervisor, see {@link ZooKeeperSupervisor}, which has every call of a client.
 *
 * <pre>{@code
 * try (ScopeClient client = ZooKeeperScopeClient.builder()
 *         .connectString("zk1:2181,zk2:2181,zk3:2181")
 *         .scope("my-app")
 *         .connect()) {
 *     client.drain("node-a");
 *     client.whichChildren().forEach(System.out::println);
 * }
 * }</pre>
 */
public final class ZooKeeperScopeClient {
    private static final AtomicInteger CLIENTS = new AtomicInteger();

    private ZooKeeperScopeClient() {}

    /**
     * Begins to describe a client.
     *
     * @return a builder with the defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Describes a client, then connects it. Not for use by several threads at a time. */
    public static final class Builder {
        private final ConnectionOptions connection = new ConnectionOptions();
        private @Nullable String scope;

        private Builder() {}

        /**
         * Sets the addresses of the ZooKeeper servers. Pogo opens a connection of its own to them, and closes it at the
         * end. Either this or {@link #client} is required.
         *
         * @param connectString hosts and ports, {@code zk1:2181,zk2:2181}; a chroot after them must exist
         * @return this
         */
        public Builder connectString(String connectString) {
            connection.connectString(connectString);
            return this;
        }

        /**
         * A started Curator client of the caller's, without a namespace, which the caller closes afterwards.
         *
         * @param client a started client
         * @return this
         */
        public Builder client(CuratorFramework client) {
            connection.client(client);
            return this;
        }

        /**
         * Sets the user and the password for digest authentication. Every znode that is created from then on belongs to
         * that user alone: all members and clients of a scope need the same user. Not with {@link #client}. Default: no
         * user, and open znodes.
         *
         * @param user a name without a colon
         * @param password requested when a session begins, and not kept; it never appears in a message
         * @return this
         */
        public Builder digest(String user, Supplier<String> password) {
            connection.credentials().digest(user, Objects.requireNonNull(password, "password"));
            return this;
        }

        /**
         * Sets the user and the password as {@link #digest(String, Supplier)} does, with the first line of a file as
         * the password.
         *
         * @param user a name without a colon
         * @param passwordFile the file with the password, read when a session begins
         * @return this
         */
        public Builder digest(String user, Path passwordFile) {
            return digest(user, Credentials.firstLine(passwordFile));
        }

        /**
         * Gives one more identity the right to read the scope, for example a dashboard: it can connect a {@link
         * io.pogo.ScopeClient} and list, and nothing else. Needs {@link #digest}, SASL or a key store; must be the same
         * for all members, as each znode is created with it. Not with {@link #client}. Default: no such identity.
         *
         * @param scheme the ZooKeeper scheme, such as {@code digest}, {@code sasl}, {@code x509}
         * @param id the id as in an ACL; for {@code digest} a user, a colon and the hash that {@code
         *     DigestAuthenticationProvider} prints
         * @return this
         */
        public Builder readableBy(String scheme, String id) {
            connection.credentials().reader(scheme, id);
            return this;
        }

        /**
         * ZooKeeper's own client settings for SASL and TLS, for this connection alone:
         * {@code zookeeper.sasl.client=true} and {@code zookeeper.sasl.clientconfig} (the login section),
         * {@code zookeeper.client.secure=true}, {@code zookeeper.ssl.trustStore.location},
         * {@code zookeeper.ssl.keyStore.passwordPath} and so on. With SASL that is spoken of, or a key store, znodes
         * belong to the identity that ZooKeeper takes this client for, as with {@link #digest}. Not with
         * {@link #client}. Default: the JVM's system properties.
         *
         * @param file a properties file, read now
         * @return this
         * @throws IllegalArgumentException if it cannot be read, or sets something else
         */
        public Builder clientProperties(Path file) {
            connection.credentials().clientProperties(file);
            return this;
        }

        /**
         * Follows reconfigurations of the ensemble: from the first answer on the servers are those that ZooKeeper's
         * dynamic configuration announces, no longer those of {@link #connectString}. Use it if you add or replace
         * servers with ZooKeeper's {@code reconfig}, and the servers announce addresses that this process can reach in
         * the same way as it connects now. Not with {@link #client}. Default: off, because servers often announce a
         * plain port where this connection uses TLS, or a name that resolves only inside a cluster: then the first lost
         * connection could not be restored.
         *
         * @return this
         */
        public Builder ensembleTracker() {
            connection.ensembleTracker();
            return this;
        }

        /**
         * The scope; a node must have joined it before. Needed.
         *
         * @param scope 1 to 100 letters, digits or {@code _ . : -}
         * @return this
         */
        public Builder scope(String scope) {
            this.scope = NodeIds.check("scope", scope);
            return this;
        }

        /**
         * Sets the ZooKeeper session timeout: the time for which ZooKeeper waits for a silent client before it ends the
         * session. A client loses nothing with its session. ZooKeeper allows 2 to 20 of its ticks, and grants the
         * nearest value. Not used with {@link #client}. Default: 10 seconds.
         *
         * @param sessionTimeout 100 milliseconds to 1 hour
         * @return this
         */
        public Builder sessionTimeout(Duration sessionTimeout) {
            connection.sessionTimeout(sessionTimeout);
            return this;
        }

        /**
         * Sets the time for which {@link #connect} waits for ZooKeeper to answer. Default: 15 seconds.
         *
         * @param connectionTimeout 1 millisecond to 1 hour
         * @return this
         */
        public Builder connectionTimeout(Duration connectionTimeout) {
            connection.connectionTimeout(connectionTimeout);
            return this;
        }

        /**
         * Sets the executor for callbacks of futures and for listeners of watches. A listener gets its updates one at a
         * time, in order. Default: up to 64 daemon threads of this client's own and one for each watch, with the
         * context class loader of the caller of the builder.
         *
         * @param executor the threads to use; tasks that it rejects, for example after its shutdown, run on Pogo's own
         *     threads
         * @return this
         */
        public Builder callbackExecutor(Executor executor) {
            connection.callbackExecutor(executor);
            return this;
        }

        /**
         * Sets the longest time that a request may take, including the wait for a lost connection to come back.
         * Default: 15 seconds.
         *
         * @param requestTimeout 1 millisecond to 1 hour
         * @return this
         */
        public Builder requestTimeout(Duration requestTimeout) {
            connection.requestTimeout(requestTimeout);
            return this;
        }

        /**
         * Connects; returns when the scope was found. Nothing is created in ZooKeeper.
         *
         * @return the client, to be closed
         * @throws IllegalStateException if the scope, or both the connect string and the client are missing, there is
         *     no password, or a library on the class path is too old
         * @throws io.pogo.NotAuthorizedException if ZooKeeper does not let this identity in
         * @throws io.pogo.UnavailableException if ZooKeeper does not answer within the connection timeout
         * @throws io.pogo.ScopeNotFoundException if no node has ever joined the scope
         * @throws io.pogo.LayoutException if the scope is laid out by another version
         */
        public ScopeClient connect() {
            Requirements.check();
            String name = "client-" + CLIENTS.incrementAndGet();
            String to = OptionChecks.needed(scope);
            ZkClient zkClient = connection.zkClient(name);
            ScopeAccess access = ScopeAccess.to(to, name, connection.requestTimeout(), connection.callbackExecutor());
            return Client.connect(access, new ZkStore(zkClient), name, connection.connectionTimeout());
        }

        /**
         * Lists the scopes that there are. Connects for it, and ends the connection unless the caller brought it.
         *
         * @return the names of all scopes that a node has ever joined, in order
         * @throws IllegalStateException if both the connect string and the client are missing, or a library on the
         *     class path is too old
         * @throws io.pogo.UnavailableException if ZooKeeper does not answer within the connection timeout
         */
        public List<String> scopes() {
            Requirements.check();
            String name = "client-" + CLIENTS.incrementAndGet();
            ZkClient zkClient = connection.zkClient(name);
            try {
                zkClient.connect(connection.connectionTimeout());
                return Scopes.list(zkClient.curator());
            } finally {
                zkClient.close(LogPrefix.of("all scopes", name));
            }
        }
    }
}
