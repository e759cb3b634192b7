package io.pogo.console;

import io.pogo.ScopeClient;
import picocli.CommandLine.Command;

@Command(
        name = "diff",
        description = "Shows what apply would change: + for a child that is started, ~ for one whose spec is replaced,"
                + " - for one that is terminated. Changes nothing.")
final class DiffCommand extends SetCommand {
    @Override
    ExitCode run(ScopeClient client, Output output) {
        return show(client, client.previewSet(set()), output);
    }
}
