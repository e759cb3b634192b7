package io.pogo.spring;

import io.pogo.Ownership;
import io.pogo.Startup;
import io.pogo.StuckAction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of the node.
 *
 * @param enabled Whether the application joins its scope.
 * @param mode ZooKeeper to connect to: that of the connect string, or a server inside this process.
 * @param connectString Hosts and ports of the ZooKeeper servers, such as zk1:2181,zk2:2181.
 * @param scope Scope to join. Default: spring.application.name.
 * @param nodeId Id of this node, unique in the scope. Default: the host's name and a random suffix.
 * @param address Address of this node as listings show it. Default: the host's name.
 * @param labels Labels of this node, which children may require.
 * @param maxChildren Largest number of children that this node takes.
 * @param capacity Total weight of the children that this node takes. Default: pogo.max-children.
 * @param maxConcurrentStarts Number of children of this node that may be starting at a time.
 * @param sessionTimeout Time for which ZooKeeper waits for a silent node before its children run elsewhere.
 * @param connectionTimeout Time for which the start waits for ZooKeeper to answer.
 * @param requestTimeout Longest time that a request may take.
 * @param drainTimeout Longest time that the shutdown may take to hand over the children. Default: two thirds of
 *     spring.lifecycle.timeout-per-shutdown-phase.
 * @param ownership Kind of lock of the children, the same on all nodes of the scope.
 * @param startup Behaviour of a start while ZooKeeper is not available.
 * @param onStuckAfterLeaseLost Action when a child does not stop and the session is lost as well.
 * @param planner Settings of the planner, the same on all nodes of the scope.
 * @param companion Crash companion, which ends the session of a killed process.
 * @param security Identity and transport of the connection to ZooKeeper.
 * @param embedded Server of the mode embedded.
 * @param children Children that this node starts once it has joined.
 * @param initialChildrenPolicy Treatment of a configured child that exists with another spec.
 * @param health Health of the node.
 * @param endpoint Actuator endpoint of the node.
 */
@ConfigurationProperties("pogo")
public record PogoProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("zookeeper") Mode mode,
        @Nullable String connectString,
        @Nullable String scope,
        @Nullable String nodeId,
        @Nullable String address,
        @DefaultValue Map<String, String> labels,
        @DefaultValue("8000") int maxChildren,
        @Nullable Integer capacity,
        @DefaultValue("64") int maxConcurrentStarts,
        @DefaultValue("10s") Duration sessionTimeout,
        @DefaultValue("15s") Duration connectionTimeout,
        @DefaultValue("15s") Duration requestTimeout,
        @Nullable Duration drainTimeout,
        @DefaultValue("leader-latch") Ownership ownership,
        @DefaultValue("fail") Startup startup,
        @DefaultValue("report") StuckAction onStuckAfterLeaseLost,
        @DefaultValue Planner planner,
        @DefaultValue CompanionProperties companion,
        @DefaultValue Security security,
        @DefaultValue Embedded embedded,
        @DefaultValue List<ConfiguredChild> children,
        @DefaultValue("fail") ChildrenPolicy initialChildrenPolicy,
        @DefaultValue HealthProperties health,
        @DefaultValue EndpointProperties endpoint) {

    /** The store of the node. */
    public enum Mode {
        /** The servers of {@code pogo.connect-string}. */
        ZOOKEEPER,
        /** A server inside this process, for development: its data goes with the process unless a folder is given. */
        EMBEDDED,
        /** The memory of this process, for development and tests: nothing is durable, and nothing is shared. */
        LOCAL
    }

    /** The treatment of a configured child that exists with another spec. */
    public enum ChildrenPolicy {
        /** The start fails. */
        FAIL,
        /** The child keeps the spec that it has. */
        KEEP,
        /** The child gets the configured spec, and is restarted with it. */
        UPDATE
    }

    /** The kind of crash companion. */
    public enum CompanionMode {
        /** No companion: the children of a killed process wait for the session timeout. */
        NONE,
        /** A subprocess of this process. */
        SUBPROCESS,
        /** A sidecar, which is started by the same means as this process. */
        SIDECAR
    }

    /**
     * The settings of the planner.
     *
     * @param settleDelay Time to wait for other nodes while no child runs yet.
     * @param rebalanceDelay Time for which the membership must be unchanged before children move to balance the load.
     * @param maxConcurrentMoves Number of children that may be moving at a time to balance the load.
     * @param quarantine First pause of a child that failed on several nodes.
     */
    public record Planner(
            @DefaultValue("500ms") Duration settleDelay,
            @DefaultValue("5s") Duration rebalanceDelay,
            @DefaultValue("16") int maxConcurrentMoves,
            @DefaultValue("1s") Duration quarantine) {}

    /**
     * The crash companion.
     *
     * @param mode Kind of companion.
     * @param command Command of the subprocess. Default: the java of this process with Pogo's companion.
     * @param address Address that the sidecar listens on, such as unix:/run/pogo/companion or 127.0.0.1:7071.
     * @param secretFile File with the secret that the sidecar has too.
     */
    public record CompanionProperties(
            @DefaultValue("none") CompanionMode mode,
            @DefaultValue List<String> command,
            @Nullable String address,
            @Nullable Path secretFile) {}

    /**
     * The identity and the transport of the connection.
     *
     * @param user User for digest authentication.
     * @param passwordFile File whose first line is the password of the user.
     * @param clientProperties File with ZooKeeper's own client properties, for SASL and TLS.
     * @param tls Stores for TLS.
     */
    public record Security(
            @Nullable String user,
            @Nullable Path passwordFile,
            @Nullable Path clientProperties,
            @DefaultValue Tls tls) {}

    /**
     * The stores for TLS.
     *
     * @param enabled Whether the connection to ZooKeeper uses TLS.
     * @param trustStore File with the certificates to trust. Default: those of the JVM.
     * @param trustStorePasswordFile File with the password of the trust store.
     * @param keyStore File with the certificate of this node.
     * @param keyStorePasswordFile File with the password of the key store.
     */
    public record Tls(
            @DefaultValue("false") boolean enabled,
            @Nullable Path trustStore,
            @Nullable Path trustStorePasswordFile,
            @Nullable Path keyStore,
            @Nullable Path keyStorePasswordFile) {}

    /**
     * The server of the mode embedded.
     *
     * @param port Port on the loopback interface; 0 for any free one.
     * @param dataDir Folder of the server's data. Default: a temporary folder, removed at the end.
     */
    public record Embedded(
            @DefaultValue("0") int port, @Nullable Path dataDir) {}

    /**
     * The health of the node.
     *
     * @param readinessGroup Whether the health group readiness, where there is one, includes the node.
     */
    public record HealthProperties(@DefaultValue("true") boolean readinessGroup) {}

    /**
     * The actuator endpoint of the node.
     *
     * @param verbs Whether POST requests may restart, pause, resume, unpin and terminate children and drain nodes.
     */
    public record EndpointProperties(@DefaultValue("false") boolean verbs) {}
}
