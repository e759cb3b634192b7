package io.pogo.console;

import io.pogo.ScopeClient;
import picocli.CommandLine.Command;

@Command(
        name = "acknowledge-loss",
        description =
                "Takes note that ZooKeeper has lost the specs of the scope; the health of its nodes says so no more.")
final class AcknowledgeCommand extends ScopeCommand {
    @Override
    ExitCode run(ScopeClient client, Output output) {
        client.acknowledgeLostSpecs();
        output.say("noted", () -> Documents.object().put("acknowledged", true));
        return ExitCode.OK;
    }
}
