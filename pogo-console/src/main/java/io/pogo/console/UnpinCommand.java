package io.pogo.console;

import io.pogo.ScopeClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "unpin", description = "Takes a move back: the child stays where it is, and may be moved again.")
final class UnpinCommand extends ScopeCommand {
    @Parameters(paramLabel = "CHILD", description = "The child.")
    @SuppressWarnings("NullAway.Init") // by picocli
    private String child;

    @Override
    ExitCode run(ScopeClient client, Output output) {
        client.unpinChild(child);
        output.say(child + " may be moved", () -> Documents.object().put("child", child));
        return ExitCode.OK;
    }
}
