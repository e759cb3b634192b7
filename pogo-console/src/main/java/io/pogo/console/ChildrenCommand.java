package io.pogo.console;

import io.pogo.ChildInfo;
import io.pogo.ScopeClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "children", description = "The children of the scope, and where each one runs.")
final class ChildrenCommand extends ScopeCommand {
    private static final int SET_COLUMN = 6;

    @Mixin
    private final ChildFilter filter = new ChildFilter();

    @Override
    ExitCode run(ScopeClient client, Output output) {
        List<ChildInfo> children = filter.of(client);
        boolean withSets = children.stream().anyMatch(child -> child.set() != null);
        Table table =
                new Table(columns(withSets, "CHILD", "TYPE", "STATE", "NODE", "TOKEN", "REVISION", "SET", "REASON"));
        for (ChildInfo child : children) {
            table.row(columns(
                    withSets,
                    child.id(),
                    child.type(),
                    Text.state(child),
                    Objects.requireNonNullElse(child.node(), "-"),
                    Text.token(child.fencingToken()),
                    Integer.toString(child.revision()),
                    Objects.requireNonNullElse(child.set(), "-"),
                    Objects.requireNonNullElse(child.reason(), "")));
        }
        output.table(table, () -> Documents.array(children, Documents::child));
        return ExitCode.OK;
    }

    /** Returns the columns, without that of the set if no child belongs to one. */
    private static String[] columns(boolean withSets, String... all) {
        List<String> shown = new ArrayList<>(List.of(all));
        if (!withSets) {
            shown.remove(SET_COLUMN);
        }
        return shown.toArray(String[]::new);
    }
}
