package io.pogo.console;

import io.pogo.ScopeClient;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;

@Command(name = "terminate", description = "Ends children for good, and forgets what they saved.")
final class TerminateCommand extends BulkCommand {
    TerminateCommand() {
        super("Terminate", "terminated");
    }

    @Override
    CompletableFuture<Boolean> request(ScopeClient client, String childId) {
        return client.terminateChildAsync(childId);
    }
}
