package io.pogo.console;

import io.pogo.ChildExplanation;
import io.pogo.ScopeClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        description = "Where a child is and why, why not elsewhere, what it waits for, what happened to it last.")
final class ExplainCommand extends ScopeCommand {
    @Parameters(paramLabel = "CHILD", description = "The child.")
    @SuppressWarnings("NullAway.Init") // by picocli
    private String child;

    @Override
    ExitCode run(ScopeClient client, Output output) {
        ChildExplanation explanation = client.explain(child);
        output.say(explanation.toString(), () -> {
            var json = Documents.explanation(explanation);
            client.findSpec(child).ifPresent(spec -> json.set("spec", SpecDocument.of(spec)));
            return json;
        });
        return ExitCode.OK;
    }
}
