package io.pogo.console;

import io.pogo.ChildInfo;
import io.pogo.ScopeClient;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "children", description = "The children of the scope, and where each one runs.")
final class ChildrenCommand extends ScopeCommand {
    @Mixin
    private final ChildFilter filter = new ChildFilter();

    @Override
    ExitCode run(ScopeClient client, Output output) {
        List<ChildInfo> children = filter.of(client);
        Table table = new Table("CHILD", "TYPE", "STATE", "NODE", "TOKEN", "REVISION", "REASON");
        for (ChildInfo child : children) {
            table.row(
                    child.id(),
                    child.type(),
                    Text.state(child),
                    Objects.requireNonNullElse(child.node(), "-"),
                    Text.token(child.fencingToken()),
                    Integer.toString(child.revision()),
                    Objects.requireNonNullElse(child.reason(), ""));
        }
        output.table(table, () -> Documents.array(children, Documents::child));
        return ExitCode.OK;
    }
}
