package io.pogo.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.pogo.Finding;
import io.pogo.ScopeClient;
import io.pogo.zk.ScopeAcls;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "check",
        description = "Walks the scope and reports what does not fit: assignments of dead nodes, locks without specs,"
                + " znodes that cannot be read and, for a client that shows an identity, znodes that are"
                + " open to the world. Ends with 7 if something was found and is still there.")
final class CheckCommand extends ScopeCommand {
    private static final String OPEN = "open znode";
    private static final String TO_THE_WORLD = "the world may read or change it";

    @Option(names = "--repair", description = "Remove leftovers that are safe to remove (asks first).")
    private boolean repair;

    @Option(
            names = {"-y", "--yes"},
            description = "Ask nothing.")
    private boolean yes;

    @Override
    ExitCode run(ScopeClient client, Output output) {
        List<Finding> findings = client.check();
        // Whoever shows no identity makes open znodes himself.
        List<String> open = ScopeAcls.isClosed(client) ? ScopeAcls.open(client) : List.of();
        if (findings.isEmpty() && open.isEmpty()) {
            output.say("nothing: all fits", () -> documents(findings, open));
            return ExitCode.OK;
        }
        output.table(table(findings, open), () -> documents(findings, open));
        List<Finding> repairable = findings.stream().filter(Finding::repairable).toList();
        if (!repair || (repairable.isEmpty() && open.isEmpty())) {
            return ExitCode.FOUND;
        }
        String question = "Remove " + Text.count(repairable.size(), "znode", "znodes")
                + (open.isEmpty() ? "?" : ", and close " + open.size() + " to the world?");
        if (!isAgreed(question, yes, output)) {
            return ExitCode.DECLINED;
        }
        int removed = client.repair(repairable).size();
        int closed = open.isEmpty() ? 0 : ScopeAcls.tighten(client);
        output.err()
                .println(Text.count(removed, "znode", "znodes") + " removed"
                        + (open.isEmpty() ? "" : ", " + closed + " closed to the world"));
        output.err().flush();
        return removed == findings.size() ? ExitCode.OK : ExitCode.FOUND;
    }

    private static Table table(List<Finding> findings, List<String> open) {
        Table table = new Table("KIND", "ZNODE", "WHAT", "REPAIRABLE");
        findings.forEach(finding -> table.row(
                Text.words(finding.kind()), finding.path(), finding.text(), finding.repairable() ? "yes" : "no"));
        open.forEach(path -> table.row(OPEN, path, TO_THE_WORLD, "yes"));
        return table;
    }

    private static ArrayNode documents(List<Finding> findings, List<String> open) {
        ArrayNode documents = Documents.array(findings, Documents::finding);
        open.forEach(path -> documents.add(Documents.object()
                .put("kind", OPEN.toUpperCase(Locale.ROOT).replace(' ', '_'))
                .put("path", path)
                .put("text", TO_THE_WORLD)
                .put("repairable", true)));
        return documents;
    }
}
