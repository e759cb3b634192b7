package io.pogo.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pogo.ChildInfo;
import io.pogo.ChildSpec;
import io.pogo.MemberInfo;
import io.pogo.PogoException;
import io.pogo.ScopeClient;
import io.pogo.StartChildrenException;
import io.pogo.StartOutcome;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "start",
        description = {
            "Starts a child, or all in a file: JSON, a list of objects with id, type and, as far as needed,"
                    + " arguments, restart,"
                    + " maxRestarts, period, shutdown, labels, weight, spreadGroup, spreadLabel, keepCompleted.",
            "A child that is there already with an equal spec is left as it is; update changes one."
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

    @Mixin
    private final SpecOptions options = new SpecOptions();

    @Option(names = "--wait", description = "Return only when all of them run, at most after --timeout.")
    private boolean wait;

    private List<ChildSpec> specs = List.of();

    /** Reads and checks everything, so that nothing is started where something is wrong. */
    @Override
    void check() {
        if ((id == null) == (file == null)) {
            throw misuse("either CHILD or --file FILE is needed");
        }
        if (file != null && !options.isEmpty()) {
            throw misuse("--file goes without the options that describe a child");
        }
        if (id != null && !options.hasType()) {
            throw misuse("--type TYPE is needed");
        }
        specs = file != null ? SpecFile.read(file) : List.of(options.create(Objects.requireNonNull(id)));
    }

    @Override
    ExitCode run(ScopeClient client, Output output) throws Exception {
        Map<String, StartOutcome> accepted = new TreeMap<>();
        Map<String, PogoException> failed = new TreeMap<>();
        try (Progress progress = progress(output, "starting", specs.size())) {
            for (int i = 0; i < specs.size(); i += BATCH) {
                List<ChildSpec> batch = specs.subList(i, Math.min(specs.size(), i + BATCH));
                start(client, batch, accepted, failed);
                progress.add(batch.size());
            }
        }
        long started = accepted.values().stream()
                .filter(outcome -> outcome == StartOutcome.ACCEPTED)
                .count();
        report(output, (int) started, accepted, failed);
        warnOfTypes(client, accepted, output);
        if (!failed.isEmpty()) {
            return ExitCode.of((int) started, failed.values());
        }
        return wait ? awaitRunning(client, output) : ExitCode.OK;
    }

    /** Reports each type that no member offers: such a child waits, and a mistyped name would not be noticed. */
    private void warnOfTypes(ScopeClient client, Map<String, StartOutcome> accepted, Output output) {
        Set<String> offered = new TreeSet<>();
        List<MemberInfo> members = client.members();
        members.forEach(member -> offered.addAll(member.types()));
        specs.stream()
                .filter(spec -> accepted.containsKey(spec.id()))
                .map(ChildSpec::type)
                .filter(type -> !offered.contains(type))
                .distinct()
                .forEach(type -> output.warn("type \"" + type + "\" is offered by no member"
                        + (members.isEmpty() ? ", there is none" : "; they offer " + offered)
                        + "; its children wait until a node that offers it joins"));
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
        } catch (PogoException e) {
            batch.forEach(spec -> failed.put(spec.id(), e));
        }
    }

    private static void report(
            Output output, int started, Map<String, StartOutcome> accepted, Map<String, PogoException> failed) {
        int present = accepted.size() - started;
        String text = Text.children(started) + " started"
                + (present == 0 ? "" : ", " + present + " there already")
                + (failed.isEmpty() ? "" : ", " + failed.size() + " not started");
        output.say(text, () -> {
            ObjectNode json = Documents.object();
            ObjectNode outcomes = json.putObject("accepted");
            accepted.forEach((child, outcome) -> outcomes.put(child, outcome.name()));
            ObjectNode errors = json.putObject("failed");
            failed.forEach((child, failure) -> errors.put(child, Text.reason(failure)));
            return json;
        });
        failed.values().stream().map(Text::reason).distinct().forEach(output::warn);
    }

    private ExitCode awaitRunning(ScopeClient client, Output output) throws InterruptedException {
        Map<String, CompletableFuture<ChildInfo>> running = new LinkedHashMap<>();
        specs.forEach(spec -> running.put(spec.id(), client.whenRunning(spec.id())));
        long deadline = System.nanoTime() + pogo().timeout().toNanos();
        ExitCode code = ExitCode.OK;
        for (Map.Entry<String, CompletableFuture<ChildInfo>> child : running.entrySet()) {
            try {
                child.getValue().get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (ExecutionException e) {
                output.warn(Text.reason(e.getCause() == null ? e : e.getCause()));
                code = ExitCode.IN_PART;
            } catch (TimeoutException e) {
                output.warn("child \"" + child.getKey() + "\" does not run within "
                        + pogo().timeout().toMillis() + " ms; it is still to run, see pogo explain");
                code = ExitCode.IN_PART;
            }
            child.getValue().cancel(false);
        }
        return code;
    }
}
