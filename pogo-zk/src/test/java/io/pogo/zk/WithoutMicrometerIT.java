package io.pogo.zk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Applications that do not use Micrometer need not have it. */
class WithoutMicrometerIT extends InScope {
    /** What such an application does; loaded by a class loader that has no Micrometer. */
    public static final class Application {
        private Application() {}

        public static String run(String connectString, String scope) throws Exception {
            try (DistributedSupervisor supervisor = ZooKeeperSupervisor.builder()
                    .connectString(connectString)
                    .scope(scope)
                    .nodeId("a")
                    .childType("any", made -> context -> Thread.currentThread().join())
                    .start()) {
                supervisor.startChild(ChildSpec.of("child", "any"));
                String state = supervisor
                        .whenRunning("child")
                        .get(20, TimeUnit.SECONDS)
                        .state()
                        .name();
                supervisor.terminateChild("child");
                return state;
            }
        }
    }

    @Test
    void a_supervisor_runs_without_micrometer_on_the_class_path() throws Exception {
        try (URLClassLoader without = withoutMicrometer()) {
            assertThatThrownBy(() -> without.loadClass("io.micrometer.core.instrument.MeterRegistry"))
                    .isInstanceOf(ClassNotFoundException.class);

            Object state = without.loadClass(Application.class.getName())
                    .getMethod("run", String.class, String.class)
                    .invoke(null, scope.zk().connectString(), TestZooKeeper.newScope());

            assertThat(state).isEqualTo("RUNNING");
        }
    }

    private static URLClassLoader withoutMicrometer() throws IOException {
        URL[] urls = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("micrometer"))
                .map(WithoutMicrometerIT::url)
                .toArray(URL[]::new);
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
