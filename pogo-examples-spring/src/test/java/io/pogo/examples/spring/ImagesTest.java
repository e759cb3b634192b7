package io.pogo.examples.spring;

import static io.pogo.examples.spring.Yamls.at;
import static io.pogo.examples.spring.Yamls.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Dockerfiles and the compose file, as far as they can be checked without Docker. */
class ImagesTest {
    private static final Path TOP = Path.of("..");

    @ParameterizedTest
    @ValueSource(strings = {"pogo-console", "pogo-companion", "pogo-examples", "pogo-examples-spring"})
    void an_image_is_small_and_runs_as_a_user_without_rights(String module) throws IOException {
        List<String> lines = Files.readAllLines(TOP.resolve(module).resolve("Dockerfile"));

        assertThat(lines.stream().filter(line -> line.startsWith("FROM ")))
                .containsExactly("FROM maven:3.9-eclipse-temurin-17 AS build", "FROM eclipse-temurin:17-jre");
        assertThat(lines.stream().filter(line -> line.startsWith("USER "))).containsExactly("USER 10001:10001");
        assertThat(lines.stream().filter(line -> line.startsWith("ENTRYPOINT ")))
                .singleElement()
                .asString()
                .startsWith("ENTRYPOINT [\"");
        assertThat(buildStage(lines)).isEqualTo(buildStage(Files.readAllLines(TOP.resolve("pogo-console/Dockerfile"))));
    }

    /** Returns the lines of the first stage, which Docker runs once if they are equal. */
    private static List<String> buildStage(List<String> lines) {
        return lines.subList(lines.indexOf("FROM maven:3.9-eclipse-temurin-17 AS build"), lines.indexOf(""));
    }

    @Test
    void all_of_compose_but_ZooKeeper_has_a_read_only_file_system_and_no_capabilities() throws IOException {
        Map<String, Object> services =
                Yamls.map(Yamls.read(TOP.resolve("docker-compose.yml")).get(0).get("services"));
        assertThat(services).containsKeys("node-1", "console", "companion-2");
        services.forEach((name, service) -> {
            assertThat(text(service, "image")).as(name).doesNotContain("/");
            if (!name.startsWith("zk")) {
                assertThat(at(service, "read_only")).as(name).isEqualTo(true);
                assertThat(at(service, "cap_drop")).as(name).isEqualTo(List.of("ALL"));
                assertThat(at(service, "security_opt")).as(name).isEqualTo(List.of("no-new-privileges:true"));
                assertThat(TOP.resolve(text(service, "build.dockerfile"))).exists();
            }
        });
        assertThat(text(services, "console.build.dockerfile")).isEqualTo("pogo-console/Dockerfile");
        assertThat(text(services, "companion-2.build.dockerfile")).isEqualTo("pogo-companion/Dockerfile");
    }
}
