package io.pogo.zk.internal.companion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.companion.CompanionMain;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the companion of this JVM is started, and what is said where it cannot be. */
class CompanionCommandTest {
    @Test
    void it_is_this_jvms_java_with_files_that_are_there() {
        List<String> command = CompanionCommand.ofThisJvm(CompanionLibraries.of(CompanionCommand.places()));
        assertThat(Path.of(command.get(0))).isExecutable();
        assertThat(command).endsWith(CompanionMain.class.getName()).contains("-Xmx16m");
        String classPath = command.get(command.indexOf("-cp") + 1);
        assertThat(classPath.split(File.pathSeparator)).allMatch(file -> Files.exists(Path.of(file)));
        assertThat(classPath)
                .contains("zookeeper-jute", "netty-handler", "slf4j-api")
                .doesNotContain("curator", "guava");
    }

    @Test
    void a_jar_within_an_archive_is_unpacked_into_a_private_folder_that_is_removed(@TempDir Path folder)
            throws Exception {
        Path archive = folder.resolve("app.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new ZipEntry("BOOT-INF/lib/inner.jar"));
            zip.write("content".getBytes(StandardCharsets.UTF_8));
        }
        String place = "jar:" + archive.toUri() + "!/BOOT-INF/lib/inner.jar!/";
        Path unpacked;
        try (CompanionLibraries libraries = CompanionLibraries.of(List.of(place))) {
            unpacked = Path.of(libraries.files().get(0));
            assertThat(unpacked).hasContent("content");
            assertThat(Files.getPosixFilePermissions(unpacked.getParent()))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
            assertThat(libraries.options()).containsExactly("-Dpogo.companion.folder=" + unpacked.getParent());
        }
        assertThat(unpacked.getParent()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jrt:/java.base", "jar:file:/not/there.jar!/BOOT-INF/lib/inner.jar!/", "file:/not/there.jar"})
    void a_place_that_cannot_be_unpacked_is_named_with_the_remedy(String place) {
        assertThatThrownBy(() -> CompanionLibraries.of(List.of(place)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(place)
                .hasMessageContaining("-Djava.io.tmpdir")
                .hasMessageContaining("CrashCompanion.subprocess(command)");
    }

    @Test
    void a_class_that_comes_from_nowhere_is_named_too() {
        assertThatThrownBy(() -> CompanionCommand.place("java.lang.String", String.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("java.lang.String");
    }
}
