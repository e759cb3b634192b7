package io.pogo.console;

import static org.assertj.core.api.Assertions.assertThat;

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
    }
}
