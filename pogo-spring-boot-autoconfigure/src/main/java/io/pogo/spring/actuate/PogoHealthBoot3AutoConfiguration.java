package io.pogo.spring.actuate;

import io.pogo.DistributedSupervisor;
import io.pogo.Health;
import io.pogo.spring.PogoAutoConfiguration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.health.AdditionalHealthEndpointPath;
import org.springframework.boot.actuate.health.HealthEndpointGroup;
import org.springframework.boot.actuate.health.HealthEndpointGroups;
import org.springframework.boot.actuate.health.HealthEndpointGroupsPostProcessor;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.HttpCodeStatusMapper;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.actuate.health.StatusAggregator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Shows the node in the health of the application, on Spring Boot 3: {@code UP} only while it is a member of its scope.
 * The health group {@code readiness} includes it, {@code liveness} does not: a node without ZooKeeper is not ready, and
 * not restarted. The twin for Spring Boot 4 differs in its imports.
 */
@AutoConfiguration(after = PogoAutoConfiguration.class, afterName = PogoHealthBoot3AutoConfiguration.PROBES)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(DistributedSupervisor.class)
public class PogoHealthBoot3AutoConfiguration {
    /** The configuration that adds the group; what is to change the group must come after it. */
    static final String PROBES =
            "org.springframework.boot.actuate.autoconfigure.availability.AvailabilityProbesAutoConfiguration";

    private static final String NAME = "pogo";

    @Bean
    @ConditionalOnEnabledHealthIndicator(NAME)
    HealthIndicator pogoHealthIndicator(DistributedSupervisor supervisor) {
        return () -> {
            Health health = supervisor.health();
            return new org.springframework.boot.actuate.health.Health.Builder()
                    .status(NodeReport.isJoined(health) ? Status.UP : Status.DOWN)
                    .withDetails(NodeReport.details(supervisor, health))
                    .build();
        };
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    @ConditionalOnEnabledHealthIndicator(NAME)
    @ConditionalOnProperty(
            prefix = "pogo.health",
            name = "readiness-group",
            havingValue = "true",
            matchIfMissing = true)
    static HealthEndpointGroupsPostProcessor pogoReadinessGroup() {
        return GroupsWithNode::new;
    }

    private record GroupsWithNode(HealthEndpointGroups groups) implements HealthEndpointGroups {
        @Override
        public HealthEndpointGroup getPrimary() {
            return groups.getPrimary();
        }

        @Override
        public Set<String> getNames() {
            return groups.getNames();
        }

        @Override
        public @Nullable HealthEndpointGroup get(String name) {
            HealthEndpointGroup group = groups.get(name);
            return group == null || !name.equals("readiness") ? group : new GroupWithNode(group);
        }
    }

    private record GroupWithNode(HealthEndpointGroup group) implements HealthEndpointGroup {
        @Override
        public boolean isMember(String name) {
            return name.equals(NAME) || group.isMember(name);
        }

        @Override
        public boolean showComponents(SecurityContext context) {
            return group.showComponents(context);
        }

        @Override
        public boolean showDetails(SecurityContext context) {
            return group.showDetails(context);
        }

        @Override
        public StatusAggregator getStatusAggregator() {
            return group.getStatusAggregator();
        }

        @Override
        public HttpCodeStatusMapper getHttpCodeStatusMapper() {
            return group.getHttpCodeStatusMapper();
        }

        @Override
        public @Nullable AdditionalHealthEndpointPath getAdditionalPath() {
            return group.getAdditionalPath();
        }
    }
}
