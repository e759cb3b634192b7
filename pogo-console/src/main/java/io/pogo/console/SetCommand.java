package io.pogo.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pogo.ChildSet;
import io.pogo.ChildSpec;
import io.pogo.ScopeClient;
import io.pogo.SetOutcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that reads a declared set from a file. */
abstract class SetCommand extends ScopeCommand {
    /** The number of changed children whose differences are shown. */
    private static final int MOST_SHOWN = 100;

    @Parameters(
            paramLabel = "FILE",
            description = "JSON: {\"set\": NAME, \"version\": N, \"children\": [...]}, or the list of children alone;"
                    + " each as for start --file. - is the standard input.")
    @SuppressWarnings("NullAway.Init") // by picocli
    private Path file;

    @Option(names = "--set", paramLabel = "NAME", description = "The name of the set. Default: the one in the file.")
    private @Nullable String name;

    @Option(names = "--version", paramLabel = "N", description = "The version. Default: the one in the file.")
    private @Nullable Long version;

    @Option(
            names = "--adopt",
            description = "Take over children of the file that exist in another set or in none, instead of refusing.")
    private boolean adopt;

    @SuppressWarnings("NullAway.Init") // by check
    private ChildSet set;

    /** Reads and checks everything, so that nothing is changed where something is wrong. */
    @Override
    void check() {
        SetFile read = SetFile.read(file);
        String itsName = name == null ? read.set() : name;
        Long itsVersion = version == null ? read.version() : version;
        if (itsName == null || itsVersion == null) {
            throw misuse(
                    itsName == null
                            ? "which set? The file does not say; say --set NAME"
                            : "which version? The file does not say; say --version N");
        }
        ChildSet declared = ChildSet.named(itsName).version(itsVersion).of(read.children());
        set = adopt ? declared.adopting() : declared;
    }

    final ChildSet set() {
        return set;
    }

    /** Prints the changes, one line for each child. */
    final ExitCode show(ScopeClient client, SetOutcome outcome, Output output) {
        List<String> lines = new ArrayList<>();
        Map<String, ChildSpec> declared =
                set.specs().stream().collect(Collectors.toMap(ChildSpec::id, Function.identity()));
        outcome.added().forEach(id -> lines.add("+ " + id));
        for (String id : outcome.changed()) {
            String what = lines.size() < MOST_SHOWN
                    ? client.findSpec(id)
                            .map(stored -> ": " + differences(stored, Objects.requireNonNull(declared.get(id))))
                            .orElse("")
                    : "";
            lines.add("~ " + id + what);
        }
        outcome.removed().forEach(id -> lines.add("- " + id));
        lines.add(summary(outcome));
        output.say(String.join("\n", lines), () -> Documents.outcome(outcome));
        return code(outcome, output);
    }

    static String summary(SetOutcome outcome) {
        String what = "set " + outcome.set() + " version " + outcome.version() + ": "
                + Text.count(outcome.changes(), "change", "changes");
        return outcome.changes() == 0
                ? what
                : what + " (" + outcome.added().size() + " added, "
                        + outcome.changed().size() + " changed, "
                        + outcome.removed().size() + " removed), "
                        + outcome.kept().size() + " kept";
    }

    final ExitCode code(SetOutcome outcome, Output output) {
        if (outcome.status() != SetOutcome.Status.SUPERSEDED) {
            return ExitCode.OK;
        }
        output.warn("set \"" + outcome.set() + "\" has version " + outcome.version() + " already, which is higher than "
                + set.version() + "; nothing was changed");
        return ExitCode.REFUSED;
    }

    private static String differences(ChildSpec stored, ChildSpec declared) {
        ObjectNode before = SpecDocument.of(stored);
        ObjectNode after = SpecDocument.of(declared);
        TreeSet<String> fields = new TreeSet<>();
        before.fieldNames().forEachRemaining(fields::add);
        after.fieldNames().forEachRemaining(fields::add);
        return fields.stream()
                .filter(field -> !Objects.equals(before.get(field), after.get(field)))
                .map(field -> field + " " + text(before.get(field)) + " -> " + text(after.get(field)))
                .collect(Collectors.joining("; "));
    }

    private static String text(@Nullable JsonNode value) {
        return value == null ? "default" : value.toString();
    }
}
