package io.pogo.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pogo.ChildInfo;
import io.pogo.ChildSpec;
import io.pogo.PogoException;
import io.pogo.Restart;
import io.pogo.ScopeClient;
import io.pogo.StartChildrenException;
import io.pogo.StartOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "start",
        description = {
            "Starts a child, or all in a file: JSON, a list of objects with id, type and, as far as needed, arguments, restart,"
                    + " maxRestarts, period, shutdown, labels, weight, spreadGroup, spreadLabel, keepCompleted.",
            "What is there already with an equal spec is left as it is."
        })
final class StartCommand extends ScopeCommand {
    private static final int BATCH = 200;

    @Parameters(arity = "0..1", paramLabel = "CHILD", description = "The child's id.")
    private @Nullable String id;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "Start the children of this file; - is the standard input.")
    private @Nullable Path file;

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

    @Option(names = "--wait", description = "Return only when it runs, at most after --timeout for each child.")
    private boolean wait;

    @Override
    void check() {
        if ((id == null) == (file == null)) {
            throw misuse("either CHILD or --file FILE is needed");
        }
        if (id != null && type == null) {
            throw misuse("--type TYPE is needed");
        }
    }

    @Override
    ExitCode run(ScopeClient client, Output output) throws Exception {
        List<ChildSpec> specs = id != null ? List.of(single(id)) : SpecDocument.read(text());
        Map<String, StartOutcome> accepted = new TreeMap<>();
        Map<String, PogoException> failed = new TreeMap<>();
        try (Progress progress = progress(output, "starting", specs.size())) {
            for (int i = 0; i < specs.size(); i += BATCH) {
                List<ChildSpec> batch = specs.subList(i, Math.min(specs.size(), i + BATCH));
                start(client, batch, accepted, failed);
                progress.add(batch.size());
            }
        }
        report(output, accepted, failed);
        if (!failed.isEmpty()) {
            return ExitCode.of(failed.values().iterator().next());
        }
        if (wait) {
            awaitRunning(client, specs);
        }
        return ExitCode.OK;
    }

    private static void start(
            ScopeClient client,
            List<ChildSpec> batch,
            Map<String, StartOutcome> accepted,
            Map<String, PogoException> failed) {
        try {
            accepted.putAll(client.startChildren(batch));
        } catch (StartChildrenException e) {
            accepted.putAll(e.accepted());
            failed.putAll(e.failed());
        }
    }

    private static void report(Output output, Map<String, StartOutcome> accepted, Map<String, PogoException> failed) {
        long started = accepted.values().stream()
                .filter(outcome -> outcome == StartOutcome.ACCEPTED)
                .count();
        long present = accepted.size() - started;
        String text = Text.children((int) started) + " started"
                + (present == 0 ? "" : ", " + present + " there already")
                + (failed.isEmpty() ? "" : ", " + failed.size() + " not started");
        output.say(text, () -> {
            ObjectNode json = Documents.object();
            ObjectNode outcomes = json.putObject("accepted");
            accepted.forEach((child, outcome) -> outcomes.put(child, outcome.name()));
            ObjectNode errors = json.putObject("failed");
            failed.forEach((child, failure) -> errors.put(child, failure.getMessage()));
            return json;
        });
        failed.values().forEach(failure -> output.err().println("pogo: " + Text.printable("" + failure.getMessage())));
    }

    private void awaitRunning(ScopeClient client, List<ChildSpec> specs) throws Exception {
        List<CompletableFuture<ChildInfo>> running =
                specs.stream().map(spec -> client.whenRunning(spec.id())).toList();
        try {
            for (CompletableFuture<ChildInfo> child : running) {
                child.get(pogo().timeout().toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof PogoException failure ? failure : e;
        } catch (TimeoutException e) {
            throw new PogoException(
                    "not all of them run within " + pogo().timeout().toMillis() + " ms", e);
        } finally {
            running.forEach(child -> child.cancel(false));
        }
    }

    private ChildSpec single(String child) {
        return new SpecDocument(
                        child,
                        type,
                        arguments,
                        restart == null ? null : restart.name(),
                        null,
                        null,
                        shutdown == null ? null : shutdown.toMillis() + "ms",
                        labels,
                        weight,
                        null,
                        null,
                        keepCompleted)
                .spec();
    }

    private String text() throws IOException {
        if (file == null || file.toString().equals("-")) {
            return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        }
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read: " + e, e);
        }
    }
}
