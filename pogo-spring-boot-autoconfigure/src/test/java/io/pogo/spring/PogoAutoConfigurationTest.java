package io.pogo.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.Child;
import io.pogo.ChildContext;
import io.pogo.ChildEvent;
import io.pogo.ChildFactory;
import io.pogo.DistributedSupervisor;
import io.pogo.MemberEvent;
import io.pogo.StartStopChild;
import io.pogo.SupervisorListener;
import io.pogo.UnavailableException;
import io.pogo.spring.actuate.PogoActuatorAutoConfiguration;
import io.pogo.spring.actuate.PogoEndpoint;
import io.pogo.spring.actuate.PogoHealthBoot3AutoConfiguration;
import io.pogo.spring.actuate.PogoVerbsEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.LifecycleProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;

/**
 * The contents of a context without a ZooKeeper: beans, their conditions, and the messages of mistakes. Nothing is
 * started in it.
 */
class PogoAutoConfigurationTest {
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    PogoAutoConfiguration.class,
                    PogoActuatorAutoConfiguration.class,
                    PogoHealthBoot3AutoConfiguration.class))
            .withBean("lifecycleProcessor", NoLifecycle.class)
            .withPropertyValues(
                    "spring.application.name=app",
                    "pogo.connect-string=127.0.0.1:1",
                    "pogo.startup=wait",
                    "pogo.session-timeout=2s",
                    "pogo.drain-timeout=0s",
                    "pogo.node-id=n1");

    @Test
    void a_supervisor_can_be_injected_before_it_has_joined() {
        runner.run(context -> {
            DistributedSupervisor supervisor = context.getBean(DistributedSupervisor.class);
            assertThat(supervisor.scope()).isEqualTo("app");
            assertThat(supervisor.nodeId()).isEqualTo("n1");
            assertThat(supervisor.health().connected()).isFalse();
            assertThat(Set.of(supervisor)).contains(context.getBean(DistributedSupervisor.class));
            assertThat(supervisor.toString()).contains("n1");
            assertThat(context).doesNotHaveBean(EmbeddedZooKeeper.class);
        });
    }

    @Test
    void a_request_fails_with_the_exception_of_the_supervisor() {
        runner.withPropertyValues("pogo.request-timeout=50ms").run(context -> {
            DistributedSupervisor supervisor = context.getBean(DistributedSupervisor.class);
            assertThatThrownBy(supervisor::whichChildren).isInstanceOf(UnavailableException.class);
        });
    }

    @Test
    void nothing_is_configured_if_it_is_switched_off_or_the_application_has_a_supervisor() {
        runner.withPropertyValues("pogo.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(DistributedSupervisor.class));
        runner.withBean("mine", DistributedSupervisor.class, () -> NoSupervisor.INSTANCE)
                .run(context -> assertThat(context)
                        .hasSingleBean(DistributedSupervisor.class)
                        .doesNotHaveBean(PogoLifecycle.class)
                        .hasBean("pogoHealthIndicator"));
    }

    @Test
    void every_property_reaches_the_builder() {
        runner.withPropertyValues(
                        "pogo.address=rack-1",
                        "pogo.labels.zone=eu",
                        "pogo.capacity=7",
                        "pogo.connection-timeout=1s",
                        "pogo.ownership=claim",
                        "pogo.children[0].id=a/1",
                        "pogo.children[0].type=feed",
                        "pogo.children[0].arguments.url=x",
                        "pogo.children[0].restart=transient",
                        "pogo.children[0].labels.zone=eu",
                        "pogo.children[0].weight=2",
                        "pogo.children[0].spread-group=g",
                        "pogo.children[0].spread-label=zone",
                        "pogo.children[0].keep-completed=true",
                        "pogo.children[1].id=feed")
                .run(context -> {
                    PogoProperties properties = context.getBean(PogoProperties.class);
                    assertThat(properties.children().get(0).spec().toString())
                            .contains("a/1, type feed, {url=x}, TRANSIENT", "on {zone=eu}", "weight 2", "over zone");
                    assertThat(properties.children().get(1).spec().type()).isEqualTo("feed");
                    assertThat(properties.labels()).containsEntry("zone", "eu");
                });
    }

    @Test
    void the_drain_takes_two_thirds_of_the_shutdown_phase_at_most() {
        List<Duration> seen = new ArrayList<>();
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(PogoAutoConfiguration.class))
                .withBean("lifecycleProcessor", NoLifecycle.class)
                .withPropertyValues(
                        "pogo.scope=s",
                        "pogo.connect-string=127.0.0.1:1",
                        "pogo.startup=wait",
                        "spring.lifecycle.timeout-per-shutdown-phase=9s")
                .run(context -> seen.add(PogoAutoConfiguration.drainTimeout(
                        context.getBean(PogoProperties.class), context.getEnvironment())));
        assertThat(seen).containsExactly(Duration.ofSeconds(6));
    }

    @Test
    void children_are_beans_factory_methods_and_factories() {
        runner.withUserConfiguration(Types.class).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(ChildBeans.in((ConfigurableListableBeanFactory)
                                    context.getSourceApplicationContext().getAutowireCapableBeanFactory())
                            .keySet())
                    .containsExactly("annotated-factory", "by-name", "loop", "pair");
        });
    }

    @Test
    void mistakes_in_beans_are_named() {
        fails(Singleton.class, "bean \"mine\"", "is a singleton", "@Scope(\"prototype\")");
        fails(NoChild.class, "bean \"mine\"", "java.lang.String", "must be a Child");
        fails(Twice.class, "child type \"feed\" is offered by two beans, \"feed\" and \"other\"");
        fails(WrongListener.class, "@PogoListener method", "a ChildEvent or a MemberEvent");
    }

    private void fails(Class<?> configuration, String... message) {
        runner.withUserConfiguration(configuration)
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContainingAll(message));
    }

    @Test
    void mistakes_in_properties_are_named() {
        failsWith("pogo.children[0].type=x", "has no id");
        failsWith("pogo.security.user=u", "pogo.security.password-file is missing");
        failsWith("pogo.companion.mode=sidecar", "pogo.companion.address");
        failsWith("pogo.scope=a b", "a b");
        failsWith("pogo.connect-string=", "connectString");
    }

    private void failsWith(String property, String message) {
        runner.withPropertyValues(property)
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining(message));
    }

    @Test
    void a_user_and_tls_are_settings_of_the_connection(@TempDir Path folder) throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "secret");
        runner.withPropertyValues(
                        "pogo.security.user=app",
                        "pogo.security.password-file=" + password,
                        "pogo.security.tls.enabled=true",
                        "pogo.security.tls.trust-store=" + folder.resolve("trust.p12"),
                        "pogo.security.tls.trust-store-password-file=" + password)
                .run(context -> assertThat(context).hasNotFailed());
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith("pogo-client-"));
        }
        runner.withPropertyValues("pogo.security.tls.enabled=true", "pogo.security.client-properties=" + password)
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("are both set"));
    }

    @Test
    void the_embedded_server_names_the_library_that_is_missing() {
        runner.withPropertyValues("pogo.mode=embedded")
                .withClassLoader(new FilteredClassLoader("org.xerial.snappy"))
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContainingAll("pogo.mode is embedded", "org.xerial.snappy:snappy-java"));
    }

    @Test
    void health_is_down_until_the_node_has_joined() {
        runner.run(context -> {
            assertThat(context.getBean("pogoHealthIndicator", HealthIndicator.class)
                            .health())
                    .satisfies(health -> assertThat(health.getStatus()).isEqualTo(Status.DOWN))
                    .satisfies(health -> assertThat(health.getDetails())
                            .containsEntry("scope", "app")
                            .containsEntry("leaseMarginMillis", 0L)
                            .containsEntry("plannerKnown", false));
        });
        runner.withPropertyValues("management.health.pogo.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean("pogoHealthIndicator"));
    }

    @Test
    void the_endpoint_has_verbs_only_if_they_are_enabled() {
        ApplicationContextRunner exposed = runner.withPropertyValues("management.endpoints.web.exposure.include=pogo");
        runner.run(context -> assertThat(context).doesNotHaveBean(PogoEndpoint.class));
        exposed.run(context ->
                assertThat(context).hasSingleBean(PogoEndpoint.class).doesNotHaveBean(PogoVerbsEndpoint.class));
        exposed.withPropertyValues("pogo.endpoint.verbs=true")
                .run(context -> assertThat(context).hasSingleBean(PogoVerbsEndpoint.class));
    }

    @Test
    void an_application_without_the_actuator_and_micrometer_starts() {
        runner.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate", "io.micrometer"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(DistributedSupervisor.class)
                        .doesNotHaveBean("pogoMeters")
                        .doesNotHaveBean("pogoObservedRuns")
                        .doesNotHaveBean("pogoHealthIndicator"));
    }

    /** Starts nothing. */
    static final class NoLifecycle implements LifecycleProcessor {
        @Override
        public void onRefresh() {}

        @Override
        public void onClose() {}

        @Override
        public void start() {}

        @Override
        public void stop() {}

        @Override
        public boolean isRunning() {
            return false;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Types {
        @Bean
        @PogoChild("loop")
        Loop loopBean(DistributedSupervisor supervisor) {
            return new Loop(supervisor);
        }

        @Bean
        @PogoChild("pair")
        StartStopChild pairBean() {
            return StartStopChild.of(() -> () -> {});
        }

        @Bean("by-name")
        ChildFactory byName() {
            return context -> run -> {};
        }

        @Bean
        @PogoChild("annotated-factory")
        ChildFactory annotated() {
            return context -> run -> {};
        }

        @Bean
        SupervisorListener listener(DistributedSupervisor supervisor) {
            return new SupervisorListener() {};
        }
    }

    record Loop(DistributedSupervisor supervisor) implements Child {
        @Override
        public void run(ChildContext context) {}
    }

    @Configuration(proxyBeanMethods = false)
    static class Singleton {
        @Bean
        @Scope("singleton")
        @PogoChild("feed")
        Child mine() {
            return context -> {};
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class NoChild {
        @Bean
        @PogoChild("feed")
        String mine() {
            return "";
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Twice {
        @Bean
        ChildFactory feed() {
            return context -> run -> {};
        }

        @Bean
        @PogoChild("feed")
        Child other() {
            return context -> {};
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class WrongListener {
        @PogoListener
        void on(ChildEvent event, MemberEvent other) {}
    }
}
