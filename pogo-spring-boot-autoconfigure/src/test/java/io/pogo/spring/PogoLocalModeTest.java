package io.pogo.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pogo.ChildFactory;
import io.pogo.ChildInfo;
import io.pogo.DistributedSupervisor;
import io.pogo.local.LocalStore;
import io.pogo.spring.actuate.PogoActuatorAutoConfiguration;
import io.pogo.spring.actuate.PogoHealthBoot3AutoConfiguration;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Contexts in local mode: without any ZooKeeper. */
class PogoLocalModeTest {
    private static ApplicationContextRunner node(String id) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        PogoAutoConfiguration.class,
                        PogoActuatorAutoConfiguration.class,
                        PogoHealthBoot3AutoConfiguration.class))
                .withUserConfiguration(Types.class)
                .withPropertyValues(
                        "spring.application.name=app",
                        "pogo.mode=local",
                        "pogo.node-id=" + id,
                        "pogo.drain-timeout=5s",
                        "pogo.children[0].id=a",
                        "pogo.children[0].type=worker");
    }

    private static DistributedSupervisor supervisor(ApplicationContext context) {
        return context.getBean(DistributedSupervisor.class);
    }

    @Test
    void a_context_runs_its_children_without_a_server_and_says_so() {
        node("n1").run(context -> {
            assertThat(context).hasNotFailed().doesNotHaveBean(EmbeddedZooKeeper.class);
            assertThat(supervisor(context).whenRunning("a").join().node()).isEqualTo("n1");
            Health health = context.getBean("pogoHealthIndicator", HealthIndicator.class)
                    .health();
            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health.getDetails()).containsEntry("local", true);
        });
    }

    @Test
    void contexts_with_one_store_share_a_scope() {
        LocalStore store = LocalStore.create();
        node("n1")
                .withBean(LocalStore.class, () -> store)
                .run(one -> node("n2").withBean(LocalStore.class, () -> store).run(two -> {
                    ChildInfo before = supervisor(one).whenRunning("a").join();
                    assertThat(before.node()).isEqualTo("n1");
                    assertThat(supervisor(two).members()).hasSize(2);
                    store.expireSession("app", "n1");
                    await().pollInterval(Duration.ofMillis(10))
                            .until(() ->
                                    supervisor(two).whenRunning("a").join().fencingToken() > before.fencingToken());
                }));
    }

    @Configuration(proxyBeanMethods = false)
    static class Types {
        @Bean
        ChildFactory worker() {
            return context -> run -> Thread.currentThread().join();
        }
    }
}
