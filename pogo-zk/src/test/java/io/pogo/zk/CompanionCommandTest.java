package io.pogo.zk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.companion.CompanionMain;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** How the companion of this JVM is started, and what is said where it cannot be. */
class CompanionCommandTest {
    @Test
    void it_is_this_jvms_java_with_files_that_are_there() {
        List<String> command = CompanionCommand.ofThisJvm();
        assertThat(Path.of(command.get(0))).isExecutable();
        assertThat(command).endsWith(CompanionMain.class.getName()).contains("-Xmx16m");
        String classPath = command.get(command.indexOf("-cp") + 1);
        assertThat(classPath.split(File.pathSeparator)).allMatch(file -> Files.exists(Path.of(file)));
        assertThat(classPath)
                .contains("zookeeper-jute", "netty-handler", "slf4j-api")
                .doesNotContain("curator", "guava");
    }

    @Test
    void a_class_in_an_archive_within_an_archive_is_named_with_what_to_do_instead() throws Exception {
        Class<?> nested = new Nested().loadClass("io.pogo.companion.CompanionMain");
        assertThatThrownBy(() -> CompanionCommand.file(nested.getName(), nested))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the class io.pogo.companion.CompanionMain comes from "
                        + "jar:nested:/app.jar/!BOOT-INF/lib/pogo-companion.jar!/")
                .hasMessageContaining("CrashCompanion.subprocess(command)");
    }

    @Test
    void a_class_that_comes_from_nowhere_is_named_too() {
        assertThatThrownBy(() -> CompanionCommand.file("java.lang.String", String.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("java.lang.String");
    }

    /** Loads as an executable archive does that has its libraries within it. */
    private static final class Nested extends ClassLoader {
        private static final URLStreamHandler HANDLER = new URLStreamHandler() {
            @Override
            protected URLConnection openConnection(URL url) throws IOException {
                throw new IOException("only a name");
            }
        };

        Nested() {
            super(null);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            String file = "/" + name.replace('.', '/') + ".class";
            try (InputStream in = Objects.requireNonNull(CompanionMain.class.getResourceAsStream(file))) {
                byte[] bytes = in.readAllBytes();
                URL url = new URL(null, "jar:nested:/app.jar/!BOOT-INF/lib/pogo-companion.jar!/", HANDLER);
                CodeSource source = new CodeSource(url, (Certificate[]) null);
                return defineClass(name, bytes, 0, bytes.length, new ProtectionDomain(source, null));
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
