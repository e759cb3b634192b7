package io.pogo.console;

import io.pogo.ScopeClient;
import io.pogo.SetInfo;
import java.util.List;
import picocli.CommandLine.Command;

@Command(name = "sets", description = "The declared sets of the scope, with their versions.")
final class SetsCommand extends ScopeCommand {
    @Override
    ExitCode run(ScopeClient client, Output output) {
        List<SetInfo> sets = client.sets();
        Table table = new Table("SET", "VERSION", "CHILDREN", "STATE");
        for (SetInfo set : sets) {
            table.row(
                    set.name(),
                    Long.toString(set.version()),
                    Integer.toString(set.children()),
                    set.complete() ? "complete" : "incomplete");
        }
        output.table(table, () -> Documents.array(sets, Documents::set));
        return ExitCode.OK;
    }
}
