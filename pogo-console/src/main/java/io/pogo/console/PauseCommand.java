package io.pogo.console;

import io.pogo.ScopeClient;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;

@Command(
        name = "pause",
        description = "Stops children until they are resumed; they keep their specs and what they saved.")
final class PauseCommand extends BulkCommand {
    PauseCommand() {
        super("Pause", "paused");
    }

    @Override
    CompletableFuture<Boolean> request(ScopeClient client, String childId) {
        return changed(client.pauseChildAsync(childId));
    }
}
