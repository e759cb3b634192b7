package io.pogo.spring;

import io.pogo.ChildFactory;
import io.pogo.DistributedSupervisor;
import io.pogo.SupervisorListener;
import io.pogo.local.LocalStore;
import io.pogo.local.LocalSupervisor;
import io.pogo.spring.PogoProperties.ChildrenPolicy;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way from the properties and the beans to a supervisor in local mode that is not started.
 *
 * @param properties the properties, of which those about ZooKeeper have no effect
 * @param store the store that the nodes of this process share
 * @param scope the scope; missing if the application has no name
 * @param drainTimeout the longest time that the handover of the children may take
 * @param settleDelay the settle delay, or null for that of local mode
 * @param rebalanceDelay the rebalance delay, or null for that of local mode
 * @param types the factories by child type
 * @param listener the listeners of the application
 */
record LocalAssembly(
        PogoProperties properties,
        LocalStore store,
        @Nullable String scope,
        Duration drainTimeout,
        @Nullable Duration settleDelay,
        @Nullable Duration rebalanceDelay,
        Map<String, ChildFactory> types,
        SupervisorListener listener) {

    DistributedSupervisor build() {
        LocalSupervisor.Builder builder = LocalSupervisor.builder()
                .store(store)
                .requestTimeout(properties.requestTimeout())
                .drainTimeout(drainTimeout)
                .maxChildren(properties.maxChildren())
                .maxConcurrentStarts(properties.maxConcurrentStarts())
                .maxConcurrentMoves(properties.planner().maxConcurrentMoves())
                .quarantine(properties.planner().quarantine())
                .listener(listener);
        ifGiven(settleDelay, builder::settleDelay);
        ifGiven(rebalanceDelay, builder::rebalanceDelay);
        ifGiven(scope, builder::scope);
        ifGiven(properties.nodeId(), builder::nodeId);
        ifGiven(properties.address(), builder::address);
        ifGiven(properties.capacity(), builder::capacity);
        properties.labels().forEach(builder::label);
        types.forEach(builder::childType);
        if (properties.initialChildrenPolicy() == ChildrenPolicy.FAIL) {
            builder.initialChildren(
                    properties.children().stream().map(ConfiguredChild::spec).toList());
        }
        return builder.build();
    }

    private static <T> void ifGiven(@Nullable T value, Consumer<T> option) {
        if (value != null) {
            option.accept(value);
        }
    }
}
