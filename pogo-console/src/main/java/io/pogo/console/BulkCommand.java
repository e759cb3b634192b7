package io.pogo.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pogo.ChildInfo;
import io.pogo.PogoException;
import io.pogo.ScopeClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A verb for some children, or for all that a filter lets through, after a question. */
abstract class BulkCommand extends ScopeCommand {
    private static final int BATCH = 100;

    @Parameters(arity = "0..*", paramLabel = "CHILD", description = "The children.")
    private List<String> ids = new ArrayList<>();

    @Option(
            names = "--all",
            description = "All children, or all that --state, --node and --type leave; after a question.")
    private boolean all;

    @Option(
            names = {"-y", "--yes"},
            description = "Ask nothing.")
    private boolean yes;

    @Mixin
    private final ChildFilter filter = new ChildFilter();

    private final String verb;
    private final String participle;

    BulkCommand(String verb, String participle) {
        this.verb = verb;
        this.participle = participle;
    }

    /** Requests it; the answer is whether there was such a child. */
    abstract CompletableFuture<Boolean> request(ScopeClient client, String childId);

    @Override
    final void check() {
        if (all == !ids.isEmpty()) {
            throw misuse("either children or --all are needed");
        }
        if (!all && !filter.isEmpty()) {
            throw misuse("--state, --node and --type go with --all");
        }
        ids.forEach(ScopeCommand::checkId);
    }

    @Override
    final ExitCode run(ScopeClient client, Output output) {
        List<String> chosen = all
                ? filter.of(client).stream().map(ChildInfo::id).toList()
                : ids.stream().distinct().toList();
        String question = verb + " " + Text.children(chosen.size()) + " in scope " + client.scope() + "?";
        if (chosen.size() > 1 && !isAgreed(question, yes, output)) {
            return ExitCode.DECLINED;
        }
        int done = 0;
        Map<String, RuntimeException> failed = new LinkedHashMap<>();
        List<String> absent = new ArrayList<>();
        try (Progress progress = progress(output, participle, chosen.size())) {
            for (int i = 0; i < chosen.size(); i += BATCH) {
                List<String> batch = chosen.subList(i, Math.min(chosen.size(), i + BATCH));
                Map<String, CompletableFuture<Boolean>> requests = new LinkedHashMap<>();
                batch.forEach(id -> requests.put(id, begin(client, id)));
                done += outcomes(requests, failed, absent);
                progress.add(batch.size());
            }
        }
        return report(output, done, failed, absent);
    }

    private CompletableFuture<Boolean> begin(ScopeClient client, String id) {
        try {
            return request(client, id);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static int outcomes(
            Map<String, CompletableFuture<Boolean>> requests,
            Map<String, RuntimeException> failed,
            List<String> absent) {
        int done = 0;
        for (Map.Entry<String, CompletableFuture<Boolean>> request : requests.entrySet()) {
            try {
                if (request.getValue().join()) {
                    done++;
                } else {
                    absent.add(request.getKey());
                }
            } catch (CompletionException e) {
                failed.put(
                        request.getKey(),
                        e.getCause() instanceof PogoException failure ? failure : new PogoException(Text.reason(e), e));
            }
        }
        return done;
    }

    private ExitCode report(Output output, int done, Map<String, RuntimeException> failed, List<String> absent) {
        output.say(
                Text.children(done) + " " + participle
                        + (failed.isEmpty() ? "" : ", " + failed.size() + " not " + participle)
                        + (absent.isEmpty() ? "" : ", not there: " + String.join(", ", absent)),
                () -> {
                    ObjectNode json = Documents.object().put(participle, done);
                    json.set("absent", Documents.texts(absent));
                    ObjectNode errors = json.putObject("failed");
                    failed.forEach((id, failure) -> errors.put(id, Text.reason(failure)));
                    return json;
                });
        failed.values().forEach(failure -> output.warn(Text.reason(failure)));
        if (!failed.isEmpty()) {
            return ExitCode.of(done, failed.values());
        }
        if (absent.isEmpty() || all) {
            return ExitCode.OK;
        }
        return done > 0 ? ExitCode.IN_PART : ExitCode.NOT_FOUND;
    }

    static CompletableFuture<Boolean> changed(CompletableFuture<Void> request) {
        return request.thenApply(done -> true);
    }
}
