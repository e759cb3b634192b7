package io.pogo.console;

import io.pogo.MemberInfo;
import io.pogo.PlacementPreview;
import io.pogo.ProspectiveMember;
import io.pogo.ScopeClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "preview", description = "What would move where if nodes left and others joined. Changes nothing.")
final class PreviewCommand extends ScopeCommand {
    @Option(names = "--leave", split = ",", paramLabel = "NODE", description = "Members that would leave.")
    private List<String> leaving = new ArrayList<>();

    @Option(
            names = "--join",
            split = ",",
            paramLabel = "NODE",
            description = "Nodes that would join; they would offer every type that some member offers.")
    private List<String> joining = new ArrayList<>();

    @Override
    ExitCode run(ScopeClient client, Output output) {
        Set<String> types = new TreeSet<>();
        client.members().stream().map(MemberInfo::types).forEach(types::addAll);
        PlacementPreview preview = client.previewPlacement(
                leaving,
                joining.stream().map(node -> ProspectiveMember.of(node, types)).toList());
        output.say(preview.toString(), () -> Documents.preview(preview));
        return ExitCode.OK;
    }
}
