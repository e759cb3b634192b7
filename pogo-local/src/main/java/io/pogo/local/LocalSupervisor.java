package io.pogo.local;

import io.pogo.Child;
import io.pogo.ChildFactory;
import io.pogo.ChildSet;
import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.InitialChildren;
import io.pogo.Ownership;
import io.pogo.SupervisorListener;
import io.pogo.engine.base.SupervisorSettings;
import io.pogo.engine.setup.NodeOptions;
import io.pogo.engine.setup.OptionChecks;
import io.pogo.engine.setup.Timeouts;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link DistributedSupervisor} in local mode: the whole of Pogo in one JVM, without a server. It is made as
 * with {@code ZooKeeperSupervisor}, with a {@link LocalStore} in place of the connect string, and behaves the same.
 *
 * <pre>{@code
 * try (DistributedSupervisor supervisor = LocalSupervisor.builder()
 *         .scope("my-app")
 *         .childType("service-monitor", context -> new ServiceMonitor(context.argument("ip")))
 *         .start()) {
 *     supervisor.startChild(ChildSpec.of("monitor-10.0.0.1", "service-monitor").withArgument("ip", "10.0.0.1"));
 * }
 * }</pre>
 *
 * <p>For development, demos and tests. Nothing is durable, and nothing is shared with other processes: a warning in the
 * log and {@link io.pogo.Health#local} say so.
 */
public final class LocalSupervisor {
    private LocalSupervisor() {}

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
        private @Nullable LocalStore store;
        private @Nullable Executor callbackExecutor;
        private Duration requestTimeout = LocalStore.REQUEST_TIMEOUT;

        private Builder() {
            node.ownership(Ownership.CLAIM);
            node.settleDelay(Duration.ZERO);
            node.rebalanceDelay(Duration.ofMillis(100));
        }

        /**
         * Sets the store, which nodes that are to share a scope have in common. Default: a store of its own, for a node
         * that is alone.
         *
         * @param store the store
         * @return this
         */
        public Builder store(LocalStore store) {
            this.store = Objects.requireNonNull(store, "store");
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
         * stored, that one stays, and it is logged. The start fails if the declaration does. Call it for each set.
         * Default: none.
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
         * Sets the executor for callbacks of futures and for listeners of watches. A listener gets its updates one at a
         * time, in order. Default: up to 64 daemon threads of this supervisor's own and one for each watch.
         *
         * @param executor the threads to use; tasks that it rejects, for example after its shutdown, run on Pogo's own
         *     threads
         * @return this
         */
        public Builder callbackExecutor(Executor executor) {
            this.callbackExecutor = Objects.requireNonNull(executor, "executor");
            return this;
        }

        /**
         * Sets the longest time that a request may take. Default: 15 seconds.
         *
         * @param requestTimeout 1 millisecond to 1 hour
         * @return this
         */
        public Builder requestTimeout(Duration requestTimeout) {
            this.requestTimeout =
                    OptionChecks.checked("requestTimeout", requestTimeout, Duration.ofMillis(1), Duration.ofHours(1));
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
         * Closes the supervisor when the JVM shuts down. Off by default.
         *
         * @return this
         */
        public Builder shutdownHook() {
            node.shutdownHook();
            return this;
        }

        /**
         * Sets the most children that this node takes. Default, and upper limit: 8,000.
         *
         * @param maxChildren 1 to 8,000
         * @return this
         */
        public Builder maxChildren(int maxChildren) {
            node.maxChildren(maxChildren);
            return this;
        }

        /**
         * Sets the total weight of children that this node takes, as the sum of {@link ChildSpec#weight()}. Default:
         * {@link #maxChildren}.
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
         * Default in local mode: zero.
         *
         * @param settleDelay zero to 1 hour
         * @return this
         */
        public Builder settleDelay(Duration settleDelay) {
            node.settleDelay(settleDelay);
            return this;
        }

        /**
         * Sets the time for which the membership must be unchanged before children are moved to balance the load.
         * Default in local mode: 100 milliseconds.
         *
         * @param rebalanceDelay zero to 1 hour
         * @return this
         */
        public Builder rebalanceDelay(Duration rebalanceDelay) {
            node.rebalanceDelay(rebalanceDelay);
            return this;
        }

        /**
         * Sets the number of children that may be moving at a time to balance the load. Default: 16.
         *
         * @param maxConcurrentMoves 1 or more
         * @return this
         */
        public Builder maxConcurrentMoves(int maxConcurrentMoves) {
            node.maxConcurrentMoves(maxConcurrentMoves);
            return this;
        }

        /**
         * Sets the limits of the scope, at which {@code startChild} of a child that does not exist yet is refused with
         * a {@link io.pogo.RequestRefusedException}. Default: 200,000 children, 256 MiB.
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
         * Sets the number of children of this node that may be starting at a time. Children that wait for their turn
         * are {@code STARTING}. Default: 64.
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
         * Sets the factory of the children's threads. Default: virtual threads on JDK 24 and later, platform threads
         * before; all are daemons.
         *
         * @param factory makes unstarted threads; Pogo names them
         * @return this
         */
        public Builder childThreads(ThreadFactory factory) {
            node.childThreads(factory);
            return this;
        }

        /**
         * Builds a supervisor and starts it: {@link #build} and {@link DistributedSupervisor#start}, which documents
         * when it returns and what it throws.
         *
         * @return the supervisor, to be closed
         * @throws IllegalStateException if the scope is missing
         * @throws io.pogo.NodeIdInUseException if a live node of the store has this node id for 2 seconds
         * @throws io.pogo.PogoException if the start fails
         */
        public DistributedSupervisor start() {
            DistributedSupervisor supervisor = build();
            supervisor.start();
            return supervisor;
        }

        /**
         * Builds a supervisor that is not started: no thread runs. Start it with {@link DistributedSupervisor#start};
         * close it even if it was not started.
         *
         * @return the supervisor
         * @throws IllegalStateException if the scope is missing
         */
        public DistributedSupervisor build() {
            SupervisorSettings settings =
                    node.settings(new Timeouts(LocalStore.SESSION_TIMEOUT, LocalStore.REQUEST_TIMEOUT, requestTimeout));
            LocalStore shared = store != null ? store : LocalStore.create();
            return node.supervisor(settings, shared.access(settings.nodeId()), callbackExecutor, null);
        }
    }
}
