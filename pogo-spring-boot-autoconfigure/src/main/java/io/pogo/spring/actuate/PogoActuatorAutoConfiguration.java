package io.pogo.spring.actuate;

import io.pogo.DistributedSupervisor;
import io.pogo.spring.PogoAutoConfiguration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** Shows the node in the actuator: the endpoint {@code pogo}, and a part of {@code info}. */
@AutoConfiguration(after = PogoAutoConfiguration.class)
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnBean(DistributedSupervisor.class)
public class PogoActuatorAutoConfiguration {
    @Bean
    @ConditionalOnAvailableEndpoint
    @ConditionalOnProperty(prefix = "pogo.endpoint", name = "verbs", havingValue = "false", matchIfMissing = true)
    PogoEndpoint pogoEndpoint(DistributedSupervisor supervisor) {
        return new PogoEndpoint(supervisor);
    }

    @Bean
    @ConditionalOnAvailableEndpoint
    @ConditionalOnProperty(prefix = "pogo.endpoint", name = "verbs", havingValue = "true")
    PogoVerbsEndpoint pogoVerbsEndpoint(DistributedSupervisor supervisor) {
        return new PogoVerbsEndpoint(supervisor);
    }

    @Bean
    @ConditionalOnEnabledInfoContributor("pogo")
    InfoContributor pogoInfoContributor(DistributedSupervisor supervisor) {
        return builder -> {
            Map<String, Object> info = new LinkedHashMap<>();
            info.put("scope", supervisor.scope());
            info.put("node", supervisor.nodeId());
            info.put("members", supervisor.members().size());
            info.put("children", NodeReport.states(supervisor));
            builder.withDetail("pogo", info);
        };
    }
}
