package io.pogo.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.pogo.ChildContext;
import io.pogo.ChildFactory;
import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.ExitSignal;
import io.pogo.StartStopChild;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Observations of starts and runs, in a context with a registry of them. */
class ObservationIT {
    private static final EmbeddedZooKeeper SERVER = EmbeddedZooKeeper.start(new PogoProperties.Embedded(0, null));
    private static final String START = "pogo.child.start";
    private static final String RUN = "pogo.child.run";

    @AfterAll
    static void end() throws Exception {
        SERVER.close();
    }

    @Test
    void a_run_is_current_on_its_thread_and_ends_with_its_error_or_without() {
        node("runs", "n1").run(context -> {
            Recorder recorder = context.getBean(Recorder.class);
            DistributedSupervisor supervisor = context.getBean(DistributedSupervisor.class);
            supervisor.startChildren(List.of(
                    ChildSpec.of("calm", "calm"), ChildSpec.of("bad", "bad"), ChildSpec.of("service", "service")));
            eventually()
                    .untilAsserted(() -> assertThat(recorder.ended(RUN))
                            .anySatisfy(run -> assertThat(run)
                                    .containsEntry("child", "bad")
                                    .containsEntry("type", "bad")
                                    .containsEntry("node", "n1")
                                    .containsEntry("scope", "runs")
                                    .containsEntry("reason", "first_start")
                                    .containsEntry("error", "no luck")));
            eventually().untilAsserted(() -> assertThat(recorder.begun(RUN)).contains("calm", "service"));
            assertThat(recorder.current).containsOnly("calm calm", "bad bad", "service service");
            context.getSourceApplicationContext().close();
            assertThat(recorder.ended(RUN))
                    .filteredOn(run -> !"bad".equals(run.get("child")))
                    .extracting(run -> run.get("child") + " " + run.get("error"))
                    .containsExactlyInAnyOrder("calm null", "service null");
            eventually()
                    .untilAsserted(() -> assertThat(recorder.ended(START))
                            .extracting(start -> start.get("child"))
                            .contains("calm", "bad", "service"));
        });
    }

    @Test
    void a_move_and_a_takeover_are_told_apart() {
        node("moves", "n1").run(first -> {
            DistributedSupervisor one = first.getBean(DistributedSupervisor.class);
            one.startChild(ChildSpec.of("m", "calm"));
            one.whenRunning("m").get(20, TimeUnit.SECONDS);
            node("moves", "n2").run(second -> {
                one.moveChild("m", "n2");
                Recorder recorder = second.getBean(Recorder.class);
                eventually()
                        .untilAsserted(() -> assertThat(recorder.ended(START))
                                .anySatisfy(start -> assertThat(start)
                                        .containsEntry("child", "m")
                                        .containsEntry("reason", "moved")));
            });
        });
    }

    private static ApplicationContextRunner node(String scope, String id) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(PogoAutoConfiguration.class))
                .withUserConfiguration(Application.class)
                .withPropertyValues(
                        "pogo.scope=" + scope,
                        "pogo.node-id=" + id,
                        "pogo.connect-string=" + SERVER.connectString(),
                        "pogo.session-timeout=2s");
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20));
    }

    @Configuration(proxyBeanMethods = false)
    static class Application {
        @Bean
        Recorder recorder() {
            return new Recorder();
        }

        @Bean
        ObservationRegistry registry(Recorder recorder) {
            ObservationRegistry registry = ObservationRegistry.create();
            registry.observationConfig().observationHandler(recorder);
            return registry;
        }

        @Bean
        ChildFactory calm(Recorder recorder, ObservationRegistry registry) {
            return context -> run -> {
                recorder.look(registry, run.childId());
                Thread.currentThread().join();
            };
        }

        @Bean
        ChildFactory bad(Recorder recorder, ObservationRegistry registry) {
            return context -> run -> {
                recorder.look(registry, run.childId());
                throw new IllegalStateException("no luck");
            };
        }

        @Bean
        ChildFactory service(Recorder recorder, ObservationRegistry registry) {
            return context -> new Service(recorder, registry);
        }
    }

    private record Service(Recorder recorder, ObservationRegistry registry) implements StartStopChild {
        @Override
        public void start(ChildContext context, ExitSignal exit) {
            recorder.look(registry, context.childId());
        }

        @Override
        public void stop() {}
    }

    /** Takes down observations, and which one is current where a child runs. */
    static final class Recorder implements ObservationHandler<Observation.Context> {
        private final List<Observation.Context> begun = new CopyOnWriteArrayList<>();
        private final List<Observation.Context> ended = new CopyOnWriteArrayList<>();
        private final List<String> current = new CopyOnWriteArrayList<>();

        void look(ObservationRegistry registry, String child) {
            Observation found = registry.getCurrentObservation();
            current.add(child + " " + (found == null ? "nothing" : key(found.getContext(), "child")));
        }

        List<String> begun(String name) {
            return begun.stream()
                    .filter(context -> name.equals(context.getName()))
                    .map(context -> String.valueOf(key(context, "child")))
                    .toList();
        }

        List<Map<String, String>> ended(String name) {
            return ended.stream()
                    .filter(context -> name.equals(context.getName()))
                    .map(Recorder::entries)
                    .toList();
        }

        private static Map<String, String> entries(Observation.ContextView context) {
            Map<String, String> entries =
                    context.getAllKeyValues().stream().collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue));
            Throwable error = context.getError();
            if (error != null) {
                entries.put("error", Objects.requireNonNull(error.getMessage()));
            }
            return entries;
        }

        private static @Nullable String key(Observation.ContextView context, String name) {
            return entries(context).get(name);
        }

        @Override
        public void onStart(Observation.Context context) {
            begun.add(context);
        }

        @Override
        public void onStop(Observation.Context context) {
            ended.add(context);
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }
    }
}
