package io.pogo.zk.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.zk.ZooKeeperScopeClient;
import io.pogo.zk.ZooKeeperSupervisor;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications with libraries of their own; an old one is a class that lacks what is new. */
class RequirementsTest {
    @TempDir
    Path folder;

    /** The calls of such an application; each throws what the check throws. */
    public static final class Application {
        private Application() {}

        public static void builds() {
            ZooKeeperSupervisor.builder()
                    .connectString("127.0.0.1:1")
                    .scope("s")
                    .build()
                    .close();
        }

        public static void connects() {
            ZooKeeperScopeClient.builder()
                    .connectString("127.0.0.1:1")
                    .scope("s")
                    .connect();
        }

        public static void lists() {
            ZooKeeperScopeClient.builder().connectString("127.0.0.1:1").scopes();
        }

        public static void measures() {
            Requirements.MICROMETER.checkThis();
        }
    }

    @Test
    void the_libraries_of_this_build_are_late_enough() {
        assertThatCode(Requirements::check).doesNotThrowAnyException();
        assertThatCode(Requirements.MICROMETER::checkThis).doesNotThrowAnyException();
    }

    @Test
    void an_old_jackson_is_refused_by_each_way_to_begin() throws IOException {
        old(
                "com.fasterxml.jackson.core",
                "StreamReadConstraints",
                "public static Builder builder() { return new Builder(); } public static class Builder {}");

        for (String call : List.of("builds", "connects", "lists")) {
            assertThatThrownBy(() -> run(call))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("Pogo needs Jackson 2.18 or later; jackson-core ");
        }
    }

    @Test
    void the_message_has_the_version_and_the_place_of_the_old_library() throws IOException {
        old("com.google.common.hash", "Hashing", "public static Object murmur3_32() { return null; }");
        Path maven = Files.createDirectories(folder.resolve("META-INF/maven/com.google.guava/guava"));
        Files.writeString(maven.resolve("pom.properties"), "version=30.1-jre");

        assertThatThrownBy(() -> run("builds"))
                .hasMessage("Pogo needs Guava 31.0 or later; guava 30.1-jre is on the class path (" + url(folder)
                        + "); use a later version of com.google.guava:guava");
    }

    @Test
    void a_library_whose_version_cannot_be_read_is_refused_without_it() throws IOException {
        old("com.google.common.hash", "Hashing", "");

        assertThatThrownBy(() -> run("builds"))
                .hasMessageContaining("; guava of an earlier version is on the class path (");
    }

    @Test
    void an_old_slf4j_is_refused() throws IOException {
        old("org.slf4j", "Logger", "");

        assertThatThrownBy(() -> run("builds")).hasMessageStartingWith("Pogo needs SLF4J 2.0 or later; slf4j-api ");
    }

    @Test
    void an_old_micrometer_is_refused_only_where_it_measures() throws IOException {
        old("io.micrometer.core.instrument", "TimeGauge", "");

        assertThatCode(() -> run("builds")).doesNotThrowAnyException();
        assertThatThrownBy(() -> run("measures"))
                .hasMessageStartingWith("Pogo needs Micrometer 1.7 or later; micrometer-core ");
    }

    @Test
    void a_library_that_is_missing_is_named() {
        assertThatThrownBy(() -> run("builds", "/jackson-core/"))
                .hasMessageStartingWith("Pogo needs Jackson 2.18 or later; jackson-core is not on the class path;");
    }

    @Test
    void an_optional_library_may_be_missing() {
        assertThatCode(() -> run("builds", "/micrometer-core/")).doesNotThrowAnyException();
    }

    /** Compiles an earlier form of a class, which comes first on the class path. */
    private void old(String packageName, String name, String body) throws IOException {
        String kind = name.equals("Hashing") || name.equals("StreamReadConstraints") ? "class" : "interface";
        Path source = folder.resolve(name + ".java");
        Files.writeString(source, "package " + packageName + "; public " + kind + " " + name + " {" + body + "}");
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", folder.toString(), source.toString());
        assertThat(result).isZero();
    }

    /** Runs a method of the application by a class loader of its own, without the jars in a certain folder. */
    private void run(String method, String... hidden) throws Throwable {
        URL[] urls = Stream.concat(
                        Stream.of(folder),
                        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                                .filter(entry -> Arrays.stream(hidden).noneMatch(entry::contains))
                                .map(Path::of))
                .map(RequirementsTest::url)
                .toArray(URL[]::new);
        try (URLClassLoader application = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            application.loadClass(Application.class.getName()).getMethod(method).invoke(null);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
