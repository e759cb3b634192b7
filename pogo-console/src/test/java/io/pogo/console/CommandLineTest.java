package io.pogo.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What can be said of a command line without a ZooKeeper. */
class CommandLineTest {
    private final Cli cli = new Cli();

    @Test
    void the_help_names_every_command_and_every_exit_code() {
        String help = cli.run("--help").out();

        assertThat(help)
                .contains(PogoMain.commandLine(new Terminal(Optional.empty()))
                        .getSubcommands()
                        .keySet());
        assertThat(List.of(ExitCode.values())).allMatch(code -> help.contains(code.meaning()));
    }

    @Test
    void every_option_of_every_command_is_described() {
        for (CommandLine command : PogoMain.commandLine(new Terminal(Optional.empty()))
                .getSubcommands()
                .values()) {
            assertThat(command.getCommandSpec().usageMessage().description())
                    .as(command.getCommandName())
                    .isNotEmpty();
            assertThat(command.getCommandSpec().options())
                    .allSatisfy(option -> assertThat(option.description())
                            .as(command.getCommandName() + " " + option.longestName())
                            .isNotEmpty());
        }
    }

    @Test
    void what_makes_no_sense_is_refused_before_ZooKeeper_is_asked() {
        assertUsage("a command is needed");
        assertUsage("fly", "fly");
        assertUsage("either CHILD or --file", "start");
        assertUsage("--type TYPE is needed", "start", "x");
        assertUsage("either children or --all", "terminate");
        assertUsage("either children or --all", "terminate", "x", "--all");
        assertUsage("go with --all", "pause", "x", "--type", "t");
        assertUsage("no time", "status", "--timeout", "soon");
        assertUsage("give a token", "console", "--bind", "0.0.0.0");
        assertUsage("cannot be read", "console", "--token-file", "/no/such/file");
        assertUsage("cannot be read", "console", "--read-token-file", "/no/such/file");
        assertUsage("audit log / cannot be written", "console", "--audit-log", "/");
        assertUsage("no such file", "start", "--file", "/no/such/file");
        assertUsage("id", "terminate", "c0", "", "c1");
        assertUsage("id", "update", "", "--weight", "2");
        assertUsage("an option that names what changes", "update", "x");
        assertUsage("--file goes without", "start", "--file", "f", "--type", "t");
        assertUsage("\"many\" is no whole number", "start", "x", "--type", "t", "--weight", "many");
        assertUsage("did you mean", "childern");
    }

    @Test
    void the_help_of_a_command_has_no_empty_list_of_exit_codes() {
        assertThat(cli.run("start", "--help").out()).contains("--type").doesNotContain("Exit codes");
    }

    @Test
    void refused_connections_are_reported_within_two_seconds_whatever_the_timeout() {
        for (String servers : List.of("127.0.0.1:1", "127.0.0.1:1,127.0.0.1:2/chroot", "no-such-host.invalid:2181")) {
            long begun = System.nanoTime();
            Cli.Result result = cli.run("scopes", "--connect", servers, "--timeout", "30s");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).as(servers).isLessThan(Duration.ofSeconds(2));
            assertThat(result.exit()).isEqualTo(ExitCode.UNAVAILABLE.number());
            assertThat(result.err()).containsAnyOf("refuses the connection", "is not known");
        }
    }

    @Test
    void the_completion_script_knows_the_commands() {
        assertThat(cli.run("generate-completion").out()).contains("terminate", "rebalancing", "--scope");
    }

    @Test
    void a_ZooKeeper_that_does_not_answer_is_told_within_the_time_limit() {
        Cli.Result result = cli.run("status", "--connect", "127.0.0.1:1", "--scope", "s", "--timeout", "200ms");

        assertThat(result.exit()).isEqualTo(ExitCode.UNAVAILABLE.number());
        assertThat(result.err()).startsWith("pogo: ").contains("127.0.0.1:1").doesNotContain("\tat ");
    }

    private void assertUsage(String message, String... command) {
        Cli.Result result = cli.run(command);
        assertThat(result.err()).contains(message);
        assertThat(result.exit()).isEqualTo(ExitCode.USAGE.number());
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .endsWith(" --help)")
                .doesNotContain("java.");
    }
}
