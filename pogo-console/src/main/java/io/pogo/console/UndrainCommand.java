package io.pogo.console;

import io.pogo.ScopeClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "undrain", description = "Lets a node take children again.")
final class UndrainCommand extends ScopeCommand {
    @Parameters(paramLabel = "NODE", description = "A member of the scope.")
    @SuppressWarnings("NullAway.Init") // by picocli
    private String node;

    @Override
    ExitCode run(ScopeClient client, Output output) {
        client.undrain(node);
        output.say(node + " takes children again", () -> Documents.object().put("undrained", node));
        return ExitCode.OK;
    }
}
