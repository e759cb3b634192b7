package io.pogo.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoOptionsTest {
    @Test
    void nothing_asked_for_is_the_default() {
        assertThat(DemoOptions.parse(List.of())).isEqualTo(DemoOptions.DEFAULT);
    }

    @Test
    void all_options_together() {
        List<String> arguments = List.of(
                "--services",
                "a b.txt",
                "--nodes",
                "5",
                "--duration",
                "2m",
                "--connect",
                "zk1:2181,zk2:2181",
                "--plain");

        assertThat(DemoOptions.parse(arguments))
                .isEqualTo(new DemoOptions(
                        Optional.of(Path.of("a b.txt")),
                        5,
                        Optional.of(Duration.ofMinutes(2)),
                        Optional.of("zk1:2181,zk2:2181"),
                        true));
    }

    @ParameterizedTest
    @CsvSource({"40s,40", "2m,120", "1h,3600"})
    void a_duration_has_a_unit(String text, long seconds) {
        assertThat(DemoOptions.parse(List.of("--duration", text)).duration()).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({
        "--duration,40,--duration is \"40\"",
        "--duration,0s,--duration is \"0s\"",
        "--duration,-5s,--duration is \"-5s\"",
        "--nodes,0,--nodes is \"0\"",
        "--nodes,10,--nodes is \"10\"",
        "--nodes,three,--nodes is \"three\"",
        "--services,--plain,--services needs a value",
        "--connect,'',--connect needs a value",
        "--colour,red,Unknown option \"--colour\"",
        "services.txt,'',Unknown option \"services.txt\"",
    })
    void nonsense_is_named(String option, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DemoOptions.parse(List.of(option, value)))
                .withMessageContaining(message);
    }

    @Test
    void a_missing_value_is_named() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DemoOptions.parse(List.of("--nodes")))
                .withMessage("Option --nodes needs a value.");
    }
}
