package io.pogo.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pogo.Child;
import io.pogo.ChildContext;
import io.pogo.ChildEvent;
import io.pogo.ChildInfo;
import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.DistributedSupervisor;
import io.pogo.MemberEvent;
import io.pogo.SupervisorListener;
import io.pogo.spring.actuate.PogoActuatorAutoConfiguration;
import io.pogo.spring.actuate.PogoHealthBoot3AutoConfiguration;
import io.pogo.spring.actuate.PogoVerbsEndpoint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Contexts with a ZooKeeper: they join, run children, follow the configuration, leave. */
class PogoNodeIT {
    private static final Set<Object> RUNNING = ConcurrentHashMap.newKeySet();

    private static final EmbeddedZooKeeper SERVER = EmbeddedZooKeeper.start(new PogoProperties.Embedded(0, null));

    @AfterAll
    static void end() throws Exception {
        SERVER.close();
    }

    private static ApplicationContextRunner node(String scope, String id) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        PogoAutoConfiguration.class,
                        PogoActuatorAutoConfiguration.class,
                        PogoHealthBoot3AutoConfiguration.class))
                .withUserConfiguration(Application.class)
                .withPropertyValues(
                        "pogo.scope=" + scope,
                        "pogo.node-id=" + id,
                        "pogo.connect-string=" + SERVER.connectString(),
                        "pogo.session-timeout=2s",
                        "pogo.labels.empty=", // is none, and harms nothing
                        "pogo.endpoint.verbs=true",
                        "management.endpoints.web.exposure.include=*",
                        "pogo.children[0].id=a",
                        "pogo.children[0].type=worker",
                        "pogo.children[0].arguments.n=1");
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20));
    }

    @Test
    void a_context_joins_runs_its_children_and_leaves_before_its_beans_are_destroyed() {
        node("s1", "n1").run(context -> {
            DistributedSupervisor supervisor = context.getBean(DistributedSupervisor.class);
            assertThat(supervisor.whenRunning("a").get(20, TimeUnit.SECONDS).node())
                    .isEqualTo("n1");
            HealthIndicator indicator = context.getBean("pogoHealthIndicator", HealthIndicator.class);
            assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
            eventually()
                    .until(() -> Map.of("running", 1)
                            .equals(indicator.health().getDetails().get("children")));
            assertThat(context.getBean(MeterRegistry.class)
                            .find("pogo.children")
                            .gauges())
                    .isNotEmpty();
            Seen seen = context.getBean(Seen.class);
            eventually()
                    .untilAsserted(() -> assertThat(seen.events)
                            .contains("listener STARTED a", "method OWNED a", "method STARTED a", "method JOINED n1"));
            context.getSourceApplicationContext().close();
            assertThat(seen.events).contains("method RELEASED a", "destroyed, 0 running");
            eventually()
                    .until(() -> Thread.getAllStackTraces().keySet().stream()
                            .noneMatch(thread -> thread.getName().contains("n1")));
        });
    }

    @Test
    void children_are_handed_over_when_a_context_is_closed() {
        node("s2", "n1")
                .run(first -> node("s2", "n2").run(second -> {
                    DistributedSupervisor one = first.getBean(DistributedSupervisor.class);
                    DistributedSupervisor two = second.getBean(DistributedSupervisor.class);
                    one.startChild(ChildSpec.of("b", "worker"));
                    eventually().until(() -> running(two).size() == 2);
                    first.getSourceApplicationContext().close();
                    eventually().until(() -> running(two).equals(List.of("a n2", "b n2")));
                }));
    }

    private static List<String> running(DistributedSupervisor supervisor) {
        return supervisor.whichChildren().stream()
                .filter(child -> child.state() == ChildState.RUNNING)
                .map(child -> child.id() + " " + child.node())
                .toList();
    }

    @Test
    void a_context_that_was_stopped_joins_again_when_it_is_started() {
        node("s3", "n1").run(context -> {
            DistributedSupervisor supervisor = context.getBean(DistributedSupervisor.class);
            ConfigurableApplicationContext source = context.getSourceApplicationContext();
            supervisor.whenRunning("a").get(20, TimeUnit.SECONDS);
            source.stop();
            assertThat(supervisor.health().connected()).isFalse();
            source.start();
            supervisor.whenRunning("a").get(20, TimeUnit.SECONDS);
            assertThat(supervisor.health().connected()).isTrue();
        });
    }

    @Test
    void another_spec_fails_the_start_is_kept_or_updated_as_the_policy_says() {
        node("s4", "n1").run(first -> {
            DistributedSupervisor supervisor = first.getBean(DistributedSupervisor.class);
            ApplicationContextRunner other = node("s4", "n2").withPropertyValues("pogo.children[0].arguments.n=2");
            other.run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("a"));
            other.withPropertyValues("pogo.initial-children-policy=keep")
                    .run(context -> assertThat(context).hasNotFailed());
            assertThat(argument(supervisor)).isEqualTo("1");
            other.withPropertyValues("pogo.initial-children-policy=update", "pogo.startup=wait")
                    .run(context -> eventually().until(() -> "2".equals(argument(supervisor))));
            node("s4", "n3")
                    .withPropertyValues("pogo.initial-children-policy=update")
                    .run(context -> assertThat(argument(supervisor)).isEqualTo("1"));
        });
    }

    private static String argument(DistributedSupervisor supervisor) {
        return Objects.requireNonNull(
                supervisor.findSpec("a").orElseThrow().arguments().get("n"));
    }

    @Test
    void the_endpoint_lists_explains_and_requests() {
        node("s5", "n1").run(context -> {
            DistributedSupervisor supervisor = context.getBean(DistributedSupervisor.class);
            ChildInfo child = supervisor.whenRunning("a").get(20, TimeUnit.SECONDS);
            PogoVerbsEndpoint endpoint = context.getBean(PogoVerbsEndpoint.class);
            assertThat(endpoint.scope().getBody()).containsEntry("scope", "s5").containsEntry("members", List.of("n1"));
            assertThat(body(endpoint.listing(new String[] {"children"})).toString())
                    .contains("id=a, type=worker, state=running, node=n1")
                    .contains("fencingToken=0x" + Long.toHexString(child.fencingToken()));
            assertThat(body(endpoint.listing(new String[] {"members"})).toString())
                    .contains("id=n1", "[worker]");
            assertThat(body(endpoint.listing(new String[] {"explain", "a"}))).containsEntry("node", "n1");
            assertThat(endpoint.listing(new String[] {"nothing"})).isNull();
            assertThat(endpoint.listing(new String[] {"explain", "b", "c"}))
                    .extracting(WebEndpointResponse::getStatus)
                    .isEqualTo(404);
            assertThat(endpoint.request("pause", new String[] {"a"}).getStatus())
                    .isEqualTo(200);
            eventually().until(() -> supervisor.countChildren().paused() == 1);
            assertThat(endpoint.request("fly", new String[] {"a"}).getStatus()).isEqualTo(400);
            assertThat(endpoint.request("drain", new String[] {"n9"}).getStatus())
                    .isEqualTo(404);
        });
    }

    private static Map<String, Object> body(@Nullable WebEndpointResponse<Map<String, Object>> response) {
        return Objects.requireNonNull(response).getBody();
    }

    @Test
    void the_mode_embedded_needs_no_other_server() {
        node("s6", "n1").withPropertyValues("pogo.mode=embedded").run(context -> {
            assertThat(context.getBean(EmbeddedZooKeeper.class).connectString()).isNotEqualTo(SERVER.connectString());
            context.getBean(DistributedSupervisor.class).whenRunning("a").get(20, TimeUnit.SECONDS);
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class Application {
        @Bean
        @PogoChild("worker")
        Worker workerBean(DistributedSupervisor supervisor) {
            return new Worker();
        }

        @Bean
        MeterRegistry registry() {
            return new SimpleMeterRegistry();
        }

        @Bean
        Seen seen(DistributedSupervisor supervisor) {
            return new Seen();
        }
    }

    static class Worker implements Child {
        @Override
        public void run(ChildContext context) throws Exception {
            if (!RUNNING.add(this)) {
                throw new IllegalStateException("a bean was run twice");
            }
            try {
                Thread.currentThread().join();
            } finally {
                RUNNING.remove(this);
            }
        }
    }

    static class Seen implements SupervisorListener, DisposableBean {
        final List<String> events = new CopyOnWriteArrayList<>();

        @Override
        public void onChild(ChildEvent event) {
            events.add("listener " + event.type() + " " + event.childId());
            if (event.type() == ChildEvent.Type.OWNED) {
                throw new IllegalStateException("a listener that fails");
            }
        }

        @PogoListener
        void child(ChildEvent event) {
            events.add("method " + event.type() + " " + event.childId());
        }

        @PogoListener
        void member(MemberEvent event) {
            events.add("method " + event.type() + " " + event.nodeId());
        }

        @Override
        public void destroy() {
            events.add("destroyed, " + RUNNING.size() + " running");
        }
    }
}
