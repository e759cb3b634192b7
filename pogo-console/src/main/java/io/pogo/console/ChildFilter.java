package io.pogo.console;

import io.pogo.ChildInfo;
import io.pogo.ChildState;
import io.pogo.MemberInfo;
import io.pogo.NodeNotFoundException;
import io.pogo.ScopeClient;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that choose children. */
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

    /**
     * Returns the chosen children of a scope.
     *
     * @throws NodeNotFoundException if the node is no member and has no child
     */
    List<ChildInfo> of(ScopeClient client) {
        List<ChildInfo> children = client.whichChildren();
        if (node != null && children.stream().noneMatch(child -> node.equals(child.node()))) {
            List<String> members = client.members().stream().map(MemberInfo::id).toList();
            if (!members.contains(node)) {
                throw new NodeNotFoundException("node \"" + node + "\" is not a member of scope " + client.scope()
                        + "; its members are " + members);
            }
        }
        return of(children);
    }

    private List<ChildInfo> of(List<ChildInfo> children) {
        return children.stream()
                .filter(child -> states.isEmpty() || states.contains(child.state()))
                .filter(child -> node == null || node.equals(child.node()))
                .filter(child -> type == null || type.equals(child.type()))
                .toList();
    }
}
