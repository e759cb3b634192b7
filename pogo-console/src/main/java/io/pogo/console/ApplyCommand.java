package io.pogo.console;

import io.pogo.ScopeClient;
import io.pogo.SetOutcome;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "apply",
        description = {
            "Declares a set: starts the children of a file that are missing, changes those that differ, terminates"
                    + " those that the set had and the file does not have, and touches no other child.",
            "A lower version than the stored one changes nothing and ends with 4; the stored one again ends with 0 and"
                    + " \"0 changes\". A command that was cut short is completed by the next one."
        })
final class ApplyCommand extends SetCommand {
    @Option(names = "--dry-run", description = "Show what would change, as diff does, and change nothing.")
    private boolean dryRun;

    @Override
    ExitCode run(ScopeClient client, Output output) {
        SetOutcome planned = client.previewSet(set());
        if (dryRun || planned.status() != SetOutcome.Status.APPLIED) {
            return dryRun ? show(client, planned, output) : report(planned, output);
        }
        try (Progress progress = progress(output, "applying", planned.changes())) {
            return report(client.declareAsync(set(), progress::add).join(), output);
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    private ExitCode report(SetOutcome outcome, Output output) {
        output.say(summary(outcome), () -> Documents.outcome(outcome));
        return code(outcome, output);
    }
}
