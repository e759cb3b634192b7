package io.pogo.console;

import io.pogo.ScopeClient;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;

@Command(name = "restart", description = "Runs children afresh; lifts the rest of those that have failed.")
final class RestartCommand extends BulkCommand {
    RestartCommand() {
        super("Restart", "restarted");
    }

    @Override
    CompletableFuture<Boolean> request(ScopeClient client, String childId) {
        return changed(client.restartChildAsync(childId));
    }
}
