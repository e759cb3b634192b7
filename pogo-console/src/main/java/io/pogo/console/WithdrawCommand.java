package io.pogo.console;

import io.pogo.ChildSet;
import io.pogo.ScopeClient;
import io.pogo.SetOutcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "withdraw",
        description = {
            "Withdraws a declared set (asks first): terminates its children and forgets its version.",
            "To keep the version, apply an empty list with a higher one instead."
        })
final class WithdrawCommand extends ScopeCommand {
    @Parameters(paramLabel = "SET", description = "The name of the set.")
    @SuppressWarnings("NullAway.Init") // by picocli
    private String set;

    @Option(
            names = {"-y", "--yes"},
            description = "Ask nothing.")
    private boolean yes;

    @Override
    void check() {
        ChildSet.checkName(set);
    }

    @Override
    ExitCode run(ScopeClient client, Output output) {
        if (client.sets().stream().noneMatch(known -> known.name().equals(set))) {
            output.warn("there is no set \"" + set + "\" in scope " + client.scope());
            return ExitCode.NOT_FOUND;
        }
        if (!isAgreed("Withdraw set " + set + " with all its children in scope " + client.scope() + "?", yes, output)) {
            return ExitCode.DECLINED;
        }
        SetOutcome outcome = client.withdrawSet(set);
        output.say(
                "set " + set + " withdrawn, " + Text.children(outcome.removed().size()) + " terminated",
                () -> Documents.outcome(outcome));
        return ExitCode.OK;
    }
}
