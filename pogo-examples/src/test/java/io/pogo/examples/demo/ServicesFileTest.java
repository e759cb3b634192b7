package io.pogo.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServicesFileTest {
    @Test
    void comments_and_empty_lines_mean_nothing() {
        List<String> lines = List.of("# two", "", "  tcp://db:5432  ", "http://web/health?deep=1");

        assertThat(ServicesFile.parse("f", lines))
                .containsExactly(Service.parse("tcp://db:5432"), Service.parse("http://web/health?deep=1"));
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://host,it does not begin with tcp://",
        "host:80,it does not begin with tcp://",
        "nonsense,it does not begin with tcp://",
        "two words,it is no URL",
        "tcp://host,it has no port",
        "tcp://host:0,its port is not between",
        "tcp://host:65536,its port is not between",
        "tcp://host:80/path,a tcp service has no path",
        "http://:80,it has no host",
        "http:/path,it has no host",
        "tcp://a_b:1,it has no host",
    })
    void a_line_that_is_no_service_is_named_with_its_number(String line, String reason) {
        assertThatExceptionOfType(DemoException.class)
                .isThrownBy(() -> ServicesFile.parse("my.txt", List.of("# one", line)))
                .withMessageStartingWith("my.txt:2: \"" + line + "\" is no service, because " + reason)
                .withMessageEndingWith(".");
    }

    @Test
    void a_line_that_is_longer_than_an_id_may_be_is_no_service() {
        assertThatExceptionOfType(DemoException.class)
                .isThrownBy(() -> ServicesFile.parse("my.txt", List.of("http://host/" + "a".repeat(200))))
                .withMessageContaining("longer than 200 characters");
    }

    @Test
    void a_service_that_is_there_twice_is_named_with_both_lines() {
        assertThatExceptionOfType(DemoException.class)
                .isThrownBy(() -> ServicesFile.parse("my.txt", List.of("tcp://a:1", "tcp://b:1", "tcp://a:1")))
                .withMessage("my.txt:3: \"tcp://a:1\" is in line 1 already.");
    }

    @Test
    void a_file_without_services_is_named() {
        assertThatExceptionOfType(DemoException.class)
                .isThrownBy(() -> ServicesFile.parse("my.txt", List.of("# none")))
                .withMessage("The services file my.txt names no service.");
    }

    @Test
    void a_missing_file_is_named_in_full() {
        assertThatExceptionOfType(DemoException.class)
                .isThrownBy(() -> ServicesFile.read(Path.of("no", "such.txt")))
                .withMessage(
                        "There is no services file " + Path.of("no", "such.txt").toAbsolutePath() + ".");
    }

    @Test
    void a_file_that_is_no_text_is_named(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThatExceptionOfType(DemoException.class)
                .isThrownBy(() -> ServicesFile.read(file))
                .withMessageContaining("cannot be read");
    }

    @Test
    void a_service_becomes_a_child_with_its_url_as_id() {
        assertThat(Service.parse("tcp://db:5432").toChild().id()).isEqualTo("tcp://db:5432");
        assertThat(Service.parse("tcp://db:5432").toChild().arguments()).containsEntry("url", "tcp://db:5432");
    }
}
