package io.pogo.console;

import io.pogo.PlacementPreview;
import io.pogo.ScopeClient;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "drain",
        description =
                "Lets a node give its children away and take none; it stays a member. Says first what would move.")
final class DrainCommand extends ScopeCommand {
    @Parameters(paramLabel = "NODE", description = "A member of the scope.")
    @SuppressWarnings("NullAway.Init") // by picocli
    private String node;

    @Option(
            names = {"-y", "--yes"},
            description = "Ask nothing.")
    private boolean yes;

    @Override
    ExitCode run(ScopeClient client, Output output) {
        PlacementPreview preview = client.previewPlacement(List.of(node), List.of());
        long leave = preview.moves().stream()
                .filter(move -> node.equals(move.from()))
                .count();
        String question = "Drain " + node + "? " + Text.children((int) leave) + " would move, "
                + preview.pending().size() + " would have no place.";
        if (!isAgreed(question, yes, output)) {
            return ExitCode.DECLINED;
        }
        client.drain(node);
        output.say(node + " gives its children away", () -> Documents.object().put("draining", node));
        return ExitCode.OK;
    }
}
