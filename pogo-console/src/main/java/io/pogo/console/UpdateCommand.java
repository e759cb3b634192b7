package io.pogo.console;

import io.pogo.ChildInfo;
import io.pogo.ChildNotFoundException;
import io.pogo.ChildSpec;
import io.pogo.ScopeClient;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "update",
        description = {
            "Changes the spec of a child: what the options name changes, all else stays.",
            "A child that runs is stopped and started again, once, with the new spec. A spec that does not change"
                    + " restarts nothing."
        })
final class UpdateCommand extends ScopeCommand {
    @Parameters(paramLabel = "CHILD", description = "The child's id.")
    @SuppressWarnings("NullAway.Init") // by picocli
    private String child;

    @Mixin
    private final SpecOptions options = new SpecOptions();

    @Option(names = "--remove-argument", paramLabel = "NAME", description = "An argument that the child gets no more.")
    private Set<String> removedArguments = new HashSet<>();

    @Option(
            names = "--remove-label",
            paramLabel = "NAME",
            description = "A label that its node need not have any more.")
    private Set<String> removedLabels = new HashSet<>();

    @Option(
            names = "--revision",
            paramLabel = "N",
            description = "Refuse if the child has another revision. Default: the one that it has now.")
    private @Nullable Integer revision;

    @Override
    void check() {
        checkId(child);
        if (options.isEmpty() && removedArguments.isEmpty() && removedLabels.isEmpty()) {
            throw misuse("an option that names what changes is needed, such as -a NAME=VALUE");
        }
    }

    @Override
    ExitCode run(ScopeClient client, Output output) {
        ChildInfo info = client.findChild(child).orElseThrow(() -> new ChildNotFoundException(client.scope(), child));
        ChildSpec spec = client.findSpec(child).orElseThrow(() -> new ChildNotFoundException(client.scope(), child));
        ChildSpec changed = options.change(spec.withArguments(without(spec.arguments(), removedArguments))
                .withRequiredLabels(without(spec.requiredLabels(), removedLabels)));
        int before = revision == null ? info.revision() : revision;
        int after = client.updateChild(changed, before);
        output.say(
                after == before
                        ? child + " has that spec already, revision " + after
                        : child + " has revision " + after,
                () -> Documents.object()
                        .put("child", child)
                        .put("revision", after)
                        .put("changed", after != before));
        return ExitCode.OK;
    }

    private static Map<String, String> without(Map<String, String> values, Set<String> removed) {
        Map<String, String> left = new TreeMap<>(values);
        left.keySet().removeAll(removed);
        return left;
    }
}
