package io.pogo.console;

import io.pogo.ScopeClient;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;

@Command(name = "resume", description = "Runs paused children again.")
final class ResumeCommand extends BulkCommand {
    ResumeCommand() {
        super("Resume", "resumed");
    }

    @Override
    CompletableFuture<Boolean> request(ScopeClient client, String childId) {
        return changed(client.resumeChildAsync(childId));
    }
}
