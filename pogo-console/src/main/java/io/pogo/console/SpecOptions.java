package io.pogo.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pogo.ChildSpec;
import io.pogo.Restart;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that describe a child spec, for {@code start} and {@code update}. */
final class SpecOptions {
    @Option(names = "--type", paramLabel = "TYPE", description = "The child's type.")
    private @Nullable String type;

    @Option(
            names = {"-a", "--argument"},
            paramLabel = "NAME=VALUE",
            description = "An argument of the child. No secrets: everybody who reads the scope reads them.")
    private Map<String, String> arguments = new LinkedHashMap<>();

    @Option(names = "--restart", paramLabel = "WHEN", description = "${COMPLETION-CANDIDATES}. Default: permanent.")
    private @Nullable Restart restart;

    @Option(names = "--shutdown", paramLabel = "TIME", description = "How long it may take to stop. Default: 5s.")
    private @Nullable Duration shutdown;

    @Option(names = "--label", paramLabel = "NAME=VALUE", description = "A label that its node must have.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(names = "--weight", paramLabel = "N", description = "How much of its node's capacity it takes. Default: 1.")
    private @Nullable Integer weight;

    @Option(names = "--keep-completed", description = "A transient child whose work is done stays known as completed.")
    private boolean keepCompleted;

    boolean isEmpty() {
        return type == null
                && arguments.isEmpty()
                && restart == null
                && shutdown == null
                && labels.isEmpty()
                && weight == null
                && !keepCompleted;
    }

    boolean hasType() {
        return type != null;
    }

    /** Returns a new spec with this id, checked. */
    ChildSpec create(String id) {
        return SpecDocument.read(apply(Documents.object().put("id", id))).spec();
    }

    /** Returns the spec with what the options change, checked; arguments and labels that are not named stay. */
    ChildSpec change(ChildSpec spec) {
        return SpecDocument.read(apply(SpecDocument.of(spec))).spec();
    }

    private ObjectNode apply(ObjectNode json) {
        if (type != null) {
            json.put("type", type);
        }
        arguments.forEach(json.withObject("/arguments")::put);
        if (restart != null) {
            json.put("restart", restart.name());
        }
        if (shutdown != null) {
            json.put("shutdown", shutdown.toMillis() + "ms");
        }
        labels.forEach(json.withObject("/labels")::put);
        if (weight != null) {
            json.put("weight", weight);
        }
        if (keepCompleted) {
            json.put("keepCompleted", true);
        }
        return json;
    }
}
