package io.pogo.console;

import io.pogo.ScopeClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "move",
        description = "Moves a child to a node and keeps it there, until unpin or until that node is gone.")
final class MoveCommand extends ScopeCommand {
    @Parameters(index = "0", paramLabel = "CHILD", description = "The child.")
    @SuppressWarnings("NullAway.Init") // by picocli
    private String child;

    @Parameters(index = "1", paramLabel = "NODE", description = "A member of the scope.")
    @SuppressWarnings("NullAway.Init")
    private String node;

    @Override
    ExitCode run(ScopeClient client, Output output) {
        client.moveChild(child, node);
        output.say(
                child + " is to run on " + node,
                () -> Documents.object().put("child", child).put("node", node));
        return ExitCode.OK;
    }
}
