package io.pogo.console;

import io.pogo.ChildInfo;
import io.pogo.ChildState;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which children a command is about. */
final class ChildFilter {
    @Option(
            names = "--state",
            split = ",",
            paramLabel = "STATE",
            description = "Only children in these states: ${COMPLETION-CANDIDATES}.")
    private Set<ChildState> states = EnumSet.noneOf(ChildState.class);

    @Option(names = "--node", paramLabel = "NODE", description = "Only children of this node.")
    private @Nullable String node;

    @Option(names = "--type", paramLabel = "TYPE", description = "Only children of this type.")
    private @Nullable String type;

    boolean isEmpty() {
        return states.isEmpty() && node == null && type == null;
    }

    List<ChildInfo> of(List<ChildInfo> children) {
        return children.stream()
                .filter(child -> states.isEmpty() || states.contains(child.state()))
                .filter(child -> node == null || node.equals(child.node()))
                .filter(child -> type == null || type.equals(child.type()))
                .toList();
    }
}
