package io.pogo.spring;

import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.pogo.DistributedSupervisor;
import io.pogo.local.LocalStore;
import io.pogo.spring.observe.ObservedRuns;
import io.pogo.spring.observe.ObservedStarts;
import io.pogo.zk.ZooKeeperSupervisor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Makes the application a node: a {@link DistributedSupervisor} with the application's child types and listeners, and
 * the life cycle that starts and closes it. Does nothing if the application has a supervisor of its own or {@code
 * pogo.enabled} is false.
 */
@AutoConfiguration
@ConditionalOnClass(ZooKeeperSupervisor.class)
@ConditionalOnProperty(prefix = "pogo", name = "enabled", havingValue = "true", matchIfMissing = true)
@ConditionalOnMissingBean(DistributedSupervisor.class)
@EnableConfigurationProperties(PogoProperties.class)
public class PogoAutoConfiguration {
    private static final Logger log = LoggerFactory.getLogger(PogoAutoConfiguration.class);
    private static final String SHUTDOWN_PHASE = "spring.lifecycle.timeout-per-shutdown-phase";

    @Bean
    static ListenerBeans pogoListeners(BeanFactory beans) {
        return new ListenerBeans(beans);
    }

    @Bean
    @ConditionalOnProperty(prefix = "pogo", name = "mode", havingValue = "embedded")
    EmbeddedZooKeeper pogoEmbeddedZooKeeper(PogoProperties properties) {
        return EmbeddedZooKeeper.start(properties.embedded());
    }

    @Bean
    @ConditionalOnProperty(prefix = "pogo", name = "mode", havingValue = "local")
    @ConditionalOnMissingBean
    LocalStore pogoLocalStore() {
        return LocalStore.create();
    }

    @Bean
    @ConditionalOnProperty(prefix = "pogo", name = "mode", havingValue = "local")
    SupervisorHandle pogoLocalSupervisorHandle(
            PogoProperties properties,
            Environment environment,
            ConfigurableListableBeanFactory beans,
            ListenerBeans listeners,
            ObjectProvider<ChildTypes> changed,
            LocalStore store) {
        LocalAssembly assembly = new LocalAssembly(
                properties,
                store,
                scope(properties, environment),
                drainTimeout(properties, environment),
                delay(environment, "pogo.planner.settle-delay"),
                delay(environment, "pogo.planner.rebalance-delay"),
                changed.getIfAvailable(() -> found -> found).of(ChildBeans.in(beans)),
                listeners);
        return new SupervisorHandle(assembly::build);
    }

    /** Returns a delay if it was set: local mode has other defaults. */
    private static @Nullable Duration delay(Environment environment, String property) {
        return Binder.get(environment).bind(property, Duration.class).orElse(null);
    }

    @Bean
    @ConditionalOnMissingBean(SupervisorHandle.class)
    SupervisorHandle pogoSupervisorHandle(
            PogoProperties properties,
            Environment environment,
            ConfigurableListableBeanFactory beans,
            ListenerBeans listeners,
            ObjectProvider<EmbeddedZooKeeper> embedded,
            ObjectProvider<ChildTypes> changed,
            ObjectProvider<PogoSupervisorCustomizer> customizers) {
        EmbeddedZooKeeper server = embedded.getIfAvailable();
        List<Consumer<ZooKeeperSupervisor.Builder>> changes = new ArrayList<>();
        customizers.orderedStream().forEach(customizer -> changes.add(customizer::customize));
        SupervisorAssembly assembly = new SupervisorAssembly(
                properties,
                server == null ? properties.connectString() : server.connectString(),
                scope(properties, environment),
                drainTimeout(properties, environment),
                changed.getIfAvailable(() -> found -> found).of(ChildBeans.in(beans)),
                listeners,
                changes);
        return new SupervisorHandle(assembly::build);
    }

    @Bean
    DistributedSupervisor pogoSupervisor(SupervisorHandle handle) {
        return handle.supervisor();
    }

    @Bean
    PogoLifecycle pogoLifecycle(SupervisorHandle handle, PogoProperties properties) {
        return new PogoLifecycle(
                handle,
                new ConfiguredChildren(properties.children(), properties.initialChildrenPolicy()),
                properties.startup());
    }

    private static @Nullable String scope(PogoProperties properties, Environment environment) {
        return properties.scope() != null ? properties.scope() : environment.getProperty("spring.application.name");
    }

    /** Returns the configured drain timeout, or what leaves the children a third of the shutdown phase to stop in. */
    static Duration drainTimeout(PogoProperties properties, Environment environment) {
        Duration phase =
                Binder.get(environment).bind(SHUTDOWN_PHASE, Duration.class).orElse(Duration.ofSeconds(30));
        Duration configured = properties.drainTimeout();
        if (configured == null) {
            return phase.multipliedBy(2).dividedBy(3);
        }
        if (configured.compareTo(phase) >= 0) {
            log.warn(
                    "pogo.drain-timeout is {} ms, which does not end within {}, {} ms; set a longer one",
                    configured.toMillis(),
                    SHUTDOWN_PHASE,
                    phase.toMillis());
        }
        return configured;
    }

    /** Measures the node, where the application has a meter registry. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    static class Metrics {
        @Bean
        @Order(0)
        PogoSupervisorCustomizer pogoMeters(ObjectProvider<MeterRegistry> registries) {
            return builder -> registries.ifAvailable(builder::meterRegistry);
        }
    }

    /** Makes runs and starts of children observations, where the application has a registry of them. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ObservationRegistry.class)
    static class Observations {
        @Bean
        ChildTypes pogoObservedRuns(
                PogoProperties properties, Environment environment, ObjectProvider<ObservationRegistry> registries) {
            ObservationRegistry registry = registries.getIfAvailable(() -> ObservationRegistry.NOOP);
            return registry.isNoop()
                    ? found -> found
                    : found -> new ObservedRuns(shown(properties, environment), registry).of(found);
        }

        @Bean
        ObservedStarts pogoObservedStarts(
                PogoProperties properties, Environment environment, ObjectProvider<ObservationRegistry> registries) {
            return new ObservedStarts(
                    shown(properties, environment), registries.getIfAvailable(() -> ObservationRegistry.NOOP));
        }

        private static String shown(PogoProperties properties, Environment environment) {
            String scope = scope(properties, environment);
            return scope == null ? KeyValue.NONE_VALUE : scope;
        }
    }
}
