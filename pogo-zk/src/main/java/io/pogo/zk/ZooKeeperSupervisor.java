package io.pogo.zk;

import io.micrometer.core.instrument.MeterRegistry;
import io.pogo.Child;
import io.pogo.ChildFactory;
import io.pogo.ChildSet;
import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.InitialChildren;
import io.pogo.Ownership;
import io.pogo.Startup;
import io.pogo.StuckAction;
import io.pogo.SupervisorListener;
import io.pogo.core.PlannerSettings;
import io.pogo.engine.base.SupervisorSettings;
import io.pogo.engine.setup.NodeOptions;
import io.pogo.zk.internal.ConnectionOptions;
import io.pogo.zk.internal.Credentials;
import io.pogo.zk.internal.Requirements;
import io.pogo.zk.internal.ZkClient;
import io.pogo.zk.internal.ZkStore;
import io.pogo.zk.internal.companion.CompanionKeeper;
import io.pogo.zk.internal.meter.Meters;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.SessionConnectionStateErrorPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link DistributedSupervisor} on ZooKeeper.
 *
 * <pre>{@code
 * try (DistributedSupervisor supervisor = ZooKeeperSupervisor.builder()
 *         .connectString("zk1:2181,zk2:2181,zk3:2181")
 *         .scope("my-app")
 *         .childType("service-monitor", context -> new ServiceMonitor(context.argument("ip")))
 *         .start()) {
 *     supervisor.startChild(ChildSpec.of("monitor-10.0.0.1", "service-monitor").withArgument("ip", "10.0.0.1"));
 * }
 * }</pre>
 */
public final class ZooKeeperSupervisor {
    private ZooKeeperSupervisor() {}

    /**
     * Begins to describe a supervisor.
     *
     * @return a builder with the defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Describes a supervisor, then starts it. Not for use by several threads at a time. */
    public static final class Builder {
        private final NodeOptions node = new NodeOptions();
        private final ConnectionOptions connection = new ConnectionOptions();
        private @Nullable CrashCompanion crashCompanion;

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
         * Sets a started client of the caller's, which the caller closes after the supervisor. Its error policy should
         * be {@link SessionConnectionStateErrorPolicy}: with Curator's standard policy every lost connection, even a
         * momentary one, stops and restarts all children of this node, and a warning is logged. A {@code
         * jute.maxbuffer} of 41 MB in its {@code ZKClientConfig} lets Pogo read forty znodes in one request, as it does
         * with a client of its own; with the default of 1 MB it reads one.
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
         * Sets the scope; the nodes of one scope share its children. Required.
         *
         * @param scope 1 to 100 letters, digits or {@code _ . : -}
         * @return this
         */
        public Builder scope(String scope) {
            node.scope(scope);
            return this;
        }

        /**
         * Sets this node's id, unique among the members of the scope. Default: the host's name and a random suffix.
         *
         * @param nodeId 1 to 100 letters, digits or {@code _ . : -}
         * @return this
         */
        public Builder nodeId(String nodeId) {
            node.nodeId(nodeId);
            return this;
        }

        /**
         * Sets the address that is shown to users as the place where this node runs. Default: the host's name.
         *
         * @param address any text
         * @return this
         */
        public Builder address(String address) {
            node.address(address);
            return this;
        }

        /**
         * Offers a child type: this node is given children of this type, and of no type that it does not offer.
         *
         * @param type the name that specs use
         * @param factory makes a child for each run
         * @return this
         */
        public Builder childType(String type, ChildFactory factory) {
            node.childType(type, factory);
            return this;
        }

        /**
         * Makes this node a candidate for the leader of this name: of all nodes of the scope that say the same, one
         * does the work, and when it ends, another one takes over.
         *
         * <pre>{@code
         * builder.leader("indexer", context -> {
         *     while (!context.awaitStop(Duration.ofSeconds(10))) {
         *         index.update(context.fencingToken());
         *     }
         * })
         * }</pre>
         *
         * <p>The work is a child whose id and type are the name, so it is restarted, listed, moved and explained as any
         * child. The same as {@code childType(name, context -> work)} with {@code
         * initialChildren(List.of(ChildSpec.of(name, name)))}.
         *
         * @param name the name of the leader, the same on all nodes
         * @param work what the leader does until it is asked to stop; run once for each term, on this node never twice
         *     at a time
         * @return this
         * @throws IllegalArgumentException if the name cannot be that of a child type, or this node offers that type
         */
        public Builder leader(String name, Child work) {
            node.leader(name, work);
            return this;
        }

        /**
         * Adds children that this node starts as soon as it has joined, as {@link DistributedSupervisor#startChildren}
         * does. Children that already exist are left alone; a child that exists with another spec makes the start fail.
         *
         * @param specs the specs of the children
         * @return this
         */
        public Builder initialChildren(Collection<ChildSpec> specs) {
            node.initialChildren(specs);
            return this;
        }

        /**
         * Adds initial children like {@link #initialChildren(Collection)}, and sets the treatment of those that exist
         * with another spec. One policy holds for all initial children of this node. Default: {@link
         * InitialChildren#FAIL}.
         *
         * @param specs their specs; their ids must differ from each other
         * @param policy fail, keep the stored spec, or replace it
         * @return this
         */
        public Builder initialChildren(Collection<ChildSpec> specs, InitialChildren policy) {
            node.initialChildren(specs, policy);
            return this;
        }

        /**
         * Declares a set when this node has joined, like {@link io.pogo.ChildRequests#declare}. If a higher version is
         * stored, that one stays, and it is logged. The start fails if the declaration does, unless {@link
         * Startup#WAIT} is set: then it is repeated until it succeeds. Call it for each set. Default: none.
         *
         * @param set the set
         * @return this
         * @throws IllegalArgumentException if a set with this name is declared already
         */
        public Builder declare(ChildSet set) {
            node.declare(set);
            return this;
        }

        /**
         * Adds a listener before the first event.
         *
         * @param listener notified from the start on
         * @return this
         */
        public Builder listener(SupervisorListener listener) {
            node.listener(listener);
            return this;
        }

        /**
         * Measures this supervisor: its children, starts, failures, moves, its lease, its event loop. The meters are
         * listed in {@code docs/metrics.md}; all begin with {@code pogo.} and are removed from the registry when the
         * supervisor is closed. Needs {@code io.micrometer:micrometer-core} 1.7 or later on the class path, which Pogo
         * does not bring along. Default: nothing is measured.
         *
         * @param registry the registry of the meters; it may be shared by several supervisors
         * @return this
         * @throws IllegalStateException if Micrometer is too old
         */
        public Builder meterRegistry(MeterRegistry registry) {
            Requirements.MICROMETER.checkThis();
            node.instruments(Meters.in(Objects.requireNonNull(registry, "registry")));
            return this;
        }

        /**
         * Sets the ZooKeeper session timeout: the time for which ZooKeeper waits for a silent node before its children
         * run elsewhere. ZooKeeper allows 2 to 20 of its ticks, and grants the nearest value. Not used with {@link
         * #client}. Default: 10 seconds.
         *
         * @param sessionTimeout 100 milliseconds to 1 hour
         * @return this
         */
        public Builder sessionTimeout(Duration sessionTimeout) {
            connection.sessionTimeout(sessionTimeout);
            return this;
        }

        /**
         * Sets the time for which {@link #start} waits for ZooKeeper to answer. Default: 15 seconds.
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
         * time, in order. Default: up to 64 daemon threads of this supervisor's own and one for each watch, with the
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
         * Sets the longest time that a close may take to hand over the children; the children that are left after it
         * are stopped here first. Default: 30 seconds.
         *
         * @param drainTimeout zero to 1 hour
         * @return this
         */
        public Builder drainTimeout(Duration drainTimeout) {
            node.drainTimeout(drainTimeout);
            return this;
        }

        /**
         * Closes the supervisor when the JVM shuts down, for example at SIGTERM: its children are handed over before
         * the process ends. This may take the drain timeout and the longest shutdown time of a child; the process
         * manager must wait at least that long before it kills the process. A child that calls {@code System.exit} does
         * not return from it until the hook is done: it counts as stuck after its shutdown time, and then the process
         * ends. Other shutdown hooks run at the same time; close a child that depends on what they end before that. Off
         * by default.
         *
         * @return this
         */
        public Builder shutdownHook() {
            node.shutdownHook();
            return this;
        }

        /**
         * The most children that this node takes. Default, and upper limit: 8,000, since ZooKeeper does not survive a
         * session with many more locks; nodes whose children have long ids get fewer, by the length of their paths.
         *
         * @param maxChildren 1 to 8,000
         * @return this
         */
        public Builder maxChildren(int maxChildren) {
            node.maxChildren(maxChildren);
            return this;
        }

        /**
         * Sets the total weight of children that this node takes, as the sum of {@link ChildSpec#weight()}; loads are
         * balanced in proportion to it. Default: {@link #maxChildren}, which is right while all children have the
         * weight 1.
         *
         * @param capacity 1 to 1,000,000,000
         * @return this
         */
        public Builder capacity(int capacity) {
            node.capacity(capacity);
            return this;
        }

        /**
         * Gives this node a label, such as a zone or a kind of disk: children may require it, and spread groups are
         * spread over its values. Call it for each label. Default: none.
         *
         * @param name the label's name; the rules of child ids
         * @param value its value; the rules of child ids
         * @return this
         */
        public Builder label(String name, String value) {
            node.label(name, value);
            return this;
        }

        /**
         * Sets the time for which a planner waits for other nodes before it assigns children when none runs yet.
         * Default: 500 milliseconds.
         *
         * @param settleDelay zero to 1 hour
         * @return this
         */
        public Builder settleDelay(Duration settleDelay) {
            node.settleDelay(settleDelay);
            return this;
        }

        /**
         * Sets the time for which the membership must be unchanged before children are moved to balance the load. The
         * children of a dead or leaving node are assigned at once. Default: 5 seconds.
         *
         * @param rebalanceDelay zero to 1 hour
         * @return this
         */
        public Builder rebalanceDelay(Duration rebalanceDelay) {
            node.rebalanceDelay(rebalanceDelay);
            return this;
        }

        /**
         * Sets the number of children that may be moving at a time to balance the load. A higher number finishes
         * sooner, but each child is stopped for longer. Default: 16.
         *
         * @param maxConcurrentMoves 1 or more
         * @return this
         */
        public Builder maxConcurrentMoves(int maxConcurrentMoves) {
            node.maxConcurrentMoves(maxConcurrentMoves);
            return this;
        }

        /**
         * Sets the limits of the scope. When a limit is reached, {@code startChild} of a child that does not exist yet
         * is refused with a {@link io.pogo.RequestRefusedException} until there is room again; nothing else changes.
         * The planner enforces the limits: until it notices, a few more children may be accepted, and hundreds of a
         * bulk start. Default: 200,000 children, 256 MiB.
         *
         * @param children the most children, including those that are paused or completed; 1 or more
         * @param specBytes the most bytes that the stored specs have in total; 1 or more
         * @return this
         */
        public Builder scopeLimits(int children, long specBytes) {
            node.scopeLimits(children, specBytes);
            return this;
        }

        /**
         * Sets the number of children of this node that may be starting at a time, so that a node that is assigned many
         * does not overload the systems that they connect to. A child is starting from the call of its factory until
         * its {@link io.pogo.Child#run} is entered or its {@link io.pogo.StartStopChild#start} returns; a child that
         * takes more than 10 seconds is no longer counted. Children that wait for their turn are {@code STARTING}.
         * Default: 64.
         *
         * @param maxConcurrentStarts 1 or more
         * @return this
         */
        public Builder maxConcurrentStarts(int maxConcurrentStarts) {
            node.maxConcurrentStarts(maxConcurrentStarts);
            return this;
        }

        /**
         * Sets the first quarantine of a child that failed on several nodes, the time for which it is not started. Each
         * further quarantine is twice as long, at most 5 minutes. Default: 1 second.
         *
         * @param quarantine 1 millisecond to 5 minutes
         * @return this
         */
        public Builder quarantine(Duration quarantine) {
            node.quarantine(quarantine);
            return this;
        }

        /**
         * Sets the kind of lock that the children have; it must be the same on all nodes of the scope. {@link
         * Ownership#CLAIM} is for scopes with thousands of children. To change it, stop all nodes, then delete the
         * scope's {@code layout} znode. Default: {@link Ownership#LEADER_LATCH}.
         *
         * @param ownership a latch or a claim for each child
         * @return this
         */
        public Builder ownership(Ownership ownership) {
            node.ownership(ownership);
            return this;
        }

        /**
         * Sets the action to take when a child ignores its interrupt past its shutdown time and this node has lost its
         * session, so that another node may start that child. Default: {@link StuckAction#REPORT}.
         *
         * @param action report, or end the JVM
         * @return this
         */
        public Builder onStuckAfterLeaseLost(StuckAction action) {
            node.onStuckAfterLeaseLost(action);
            return this;
        }

        /**
         * A small process that ends this node's ZooKeeper session when its JVM has died, so that the children run
         * elsewhere within half a second and not only after the session timeout. Recommended. Default: none.
         *
         * @param companion a subprocess, or a sidecar
         * @return this
         */
        public Builder crashCompanion(CrashCompanion companion) {
            this.crashCompanion = Objects.requireNonNull(companion, "companion");
            return this;
        }

        /**
         * Sets the factory of the children's threads. A blocking child has a thread for as long as it runs, a {@link
         * io.pogo.StartStopChild} has one while it is started and stopped. Default: virtual threads on JDK 24 and
         * later, platform threads before; all are daemons. Use platform threads for children that compute more than
         * they wait.
         *
         * <p>Pogo calls it on one of a few threads of its own; while it blocks, the child stays {@code STARTING} and
         * others may have to wait. A child for which it throws or makes no thread, or for which the system has no
         * thread left, counts as crashed. The thread that is to stop one is asked for each second until there is one.
         *
         * @param factory makes unstarted threads; Pogo names them
         * @return this
         */
        public Builder childThreads(ThreadFactory factory) {
            node.childThreads(factory);
            return this;
        }

        /**
         * Sets the behaviour of a start while ZooKeeper is not available. {@link Startup#WAIT} suits orchestrators such
         * as Kubernetes, where the start order is not known: the process starts, is not ready, and joins when ZooKeeper
         * is available. Default: {@link Startup#FAIL}.
         *
         * @param startup fail, or wait
         * @return this
         */
        public Builder startup(Startup startup) {
            node.startup(startup);
            return this;
        }

        /**
         * Builds a supervisor and starts it: {@link #build} and {@link DistributedSupervisor#start}, which documents
         * when it returns and what it throws.
         *
         * @return the supervisor, to be closed
         * @throws IllegalStateException if the scope, or both the connect string and the client are missing, if there
         *     is no password, or if a library on the class path is too old
         * @throws IllegalArgumentException if the crash companion's secret cannot be read
         * @throws io.pogo.PogoException if the start fails
         */
        public DistributedSupervisor start() {
            DistributedSupervisor supervisor = build();
            supervisor.start();
            return supervisor;
        }

        /**
         * Builds a supervisor that is not started: no thread runs, and nothing is sent to ZooKeeper. Start it with
         * {@link DistributedSupervisor#start}; close it even if it was not started.
         *
         * @return the supervisor
         * @throws IllegalStateException if the scope, or both the connect string and the client are missing, if there
         *     is no password, or if a library on the class path is too old
         * @throws IllegalArgumentException if the crash companion's secret cannot be read
         */
        public DistributedSupervisor build() {
            Requirements.check();
            SupervisorSettings settings = node.settings(connection.timeouts());
            if (crashCompanion != null) {
                crashCompanion.way().check();
            }
            ZkClient zkClient = connection.zkClient(settings.nodeId());
            zkClient.warnOfStandardPolicy(settings.logPrefix());
            return node.supervisor(
                    settings,
                    new ZkStore(zkClient),
                    connection.callbackExecutor(),
                    crashCompanion == null
                            ? null
                            : new CompanionKeeper(crashCompanion.way(), settings, zkClient::address));
        }

        /** Returns the settings of the planner. */
        PlannerSettings planner() {
            return node.planner();
        }
    }
}
