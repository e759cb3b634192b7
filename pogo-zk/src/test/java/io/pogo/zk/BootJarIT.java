package io.pogo.zk;

import static io.pogo.zk.CompanionScene.ENDLESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.DistributedSupervisor;
import io.pogo.PogoException;
import io.pogo.zk.internal.companion.CompanionCommand;
import io.pogo.zk.internal.companion.CompanionLibraries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A node in an executable jar, by the loaders of two versions of Spring Boot, and companions that cannot be started.
 */
class BootJarIT {
    private final CompanionScene scene = new CompanionScene();

    @TempDir
    Path folder;

    @AfterEach
    void end() {
        scene.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"loader-3", "loader-4"})
    void the_companion_of_an_executable_jar_ends_the_session_and_leaves_no_file(String loader) throws IOException {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        DistributedSupervisor survivor = scene.fleet.join("survivor");
        RemoteNode node = scene.nodeOfJar("node", ENDLESS, BootJar.write(folder, loader), temporary);
        survivor.startChildren(Fleet.specs("c", 4));
        Fleet.eventually().until(() -> node.running().size() == 2);
        assertThat(unpacked(temporary)).isEqualTo(1);
        String session = scene.sessionOf(node);
        node.kill();
        scene.fleet.awaitRunning(4);
        scene.awaitTakeover(node, session);
        assertThat(unpacked(temporary)).isZero();
    }

    private static long unpacked(Path temporary) throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.filter(file -> file.getFileName().toString().startsWith("pogo-companion-"))
                    .count();
        }
    }

    @Test
    void a_companion_that_ends_at_once_fails_the_start_with_its_last_lines() {
        CompanionLibraries none = CompanionLibraries.of(List.of());
        CrashCompanion dead = CrashCompanion.subprocess(CompanionCommand.ofThisJvm(none));
        assertThatThrownBy(
                        () -> scene.fleet.builder("node").crashCompanion(dead).start())
                .isInstanceOf(PogoException.class)
                .hasMessageContaining("the crash companion ended 2 times before it was ready")
                .hasMessageContaining("exit code 1")
                .hasMessageContaining("Could not find or load main class io.pogo.companion.CompanionMain")
                .hasMessageContaining("CrashCompanion.sidecar(...)");
    }
}
