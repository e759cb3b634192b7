package io.pogo.spring;

import io.pogo.ChildFactory;
import io.pogo.DistributedSupervisor;
import io.pogo.SupervisorListener;
import io.pogo.spring.PogoProperties.ChildrenPolicy;
import io.pogo.zk.CrashCompanion;
import io.pogo.zk.ZooKeeperSupervisor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way from the properties and the beans to a supervisor that is not started.
 *
 * @param properties the properties
 * @param connectString the servers to connect to, or null if a customizer sets a client
 * @param scope the scope, or null if a customizer sets it
 * @param drainTimeout the longest time that the handover of the children may take
 * @param types the factories by child type
 * @param listener the listeners of the application
 * @param changes the changes to the builder that come last
 */
record SupervisorAssembly(
        PogoProperties properties,
        @Nullable String connectString,
        @Nullable String scope,
        Duration drainTimeout,
        Map<String, ChildFactory> types,
        SupervisorListener listener,
        List<Consumer<ZooKeeperSupervisor.Builder>> changes) {

    DistributedSupervisor build() {
        ZooKeeperSupervisor.Builder builder = ZooKeeperSupervisor.builder()
                .sessionTimeout(properties.sessionTimeout())
                .connectionTimeout(properties.connectionTimeout())
                .requestTimeout(properties.requestTimeout())
                .drainTimeout(drainTimeout)
                .ownership(properties.ownership())
                .startup(properties.startup())
                .maxChildren(properties.maxChildren())
                .maxConcurrentStarts(properties.maxConcurrentStarts())
                .onStuckAfterLeaseLost(properties.onStuckAfterLeaseLost())
                .settleDelay(properties.planner().settleDelay())
                .rebalanceDelay(properties.planner().rebalanceDelay())
                .maxConcurrentMoves(properties.planner().maxConcurrentMoves())
                .quarantine(properties.planner().quarantine())
                .listener(listener);
        ifGiven(connectString, builder::connectString);
        ifGiven(scope, builder::scope);
        ifGiven(properties.nodeId(), builder::nodeId);
        ifGiven(properties.address(), builder::address);
        ifGiven(properties.capacity(), builder::capacity);
        labels(builder);
        types.forEach(builder::childType);
        ClientSettings.apply(properties.security(), builder);
        ifGiven(companion(), builder::crashCompanion);
        if (properties.initialChildrenPolicy() == ChildrenPolicy.FAIL) {
            builder.initialChildren(
                    properties.children().stream().map(ConfiguredChild::spec).toList());
        }
        changes.forEach(change -> change.accept(builder));
        return builder.build();
    }

    /** A label without a value is none: that is what an environment gives which does not know the value. */
    private void labels(ZooKeeperSupervisor.Builder builder) {
        properties.labels().forEach((name, value) -> {
            if (!value.isEmpty()) {
                builder.label(name, value);
            }
        });
    }

    private static <T> void ifGiven(@Nullable T value, Consumer<T> option) {
        if (value != null) {
            option.accept(value);
        }
    }

    private @Nullable CrashCompanion companion() {
        PogoProperties.CompanionProperties companion = properties.companion();
        return switch (companion.mode()) {
            case NONE -> null;
            case SUBPROCESS ->
                companion.command().isEmpty()
                        ? CrashCompanion.subprocess()
                        : CrashCompanion.subprocess(companion.command());
            case SIDECAR -> sidecar(companion);
        };
    }

    private static CrashCompanion sidecar(PogoProperties.CompanionProperties companion) {
        if (companion.address() == null || companion.secretFile() == null) {
            throw new IllegalStateException("pogo.companion.address or pogo.companion.secret-file is missing; both are"
                    + " needed because pogo.companion.mode is sidecar");
        }
        return CrashCompanion.sidecar(companion.address(), companion.secretFile());
    }
}
