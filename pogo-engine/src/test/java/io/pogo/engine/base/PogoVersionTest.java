package io.pogo.engine.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PogoVersionTest {
    @Test
    void a_version_is_read_as_the_build_has_filled_it_in() {
        assertThat(PogoVersion.of("0.1.0-SNAPSHOT\n")).contains("0.1.0-SNAPSHOT");
    }

    @Test
    void the_file_is_where_it_is_looked_for() {
        assertThat(PogoVersion.class.getResource("version.txt")).isNotNull();
    }

    @Test
    void what_was_not_filled_in_is_no_version() {
        assertThat(PogoVersion.of("${project.version}\n")).isEmpty();
        assertThat(PogoVersion.of("\n")).isEmpty();
    }
}
