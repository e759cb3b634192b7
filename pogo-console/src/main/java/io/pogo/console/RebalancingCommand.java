package io.pogo.console;

import io.pogo.ScopeClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "rebalancing",
        description = "Keeps children from being moved to even out the load (off), or lets them again (on).")
final class RebalancingCommand extends ScopeCommand {
    /** The values of the argument. */
    enum Switch {
        ON,
        OFF
    }

    @Parameters(paramLabel = "on|off", description = "Whether children may be moved to even out the load.")
    @SuppressWarnings("NullAway.Init") // by picocli
    private Switch to;

    @Override
    ExitCode run(ScopeClient client, Output output) {
        if (to == Switch.ON) {
            client.resumeRebalancing();
        } else {
            client.pauseRebalancing();
        }
        output.say(
                "rebalancing is " + (to == Switch.ON ? "on" : "paused"),
                () -> Documents.object().put("rebalancingPaused", to == Switch.OFF));
        return ExitCode.OK;
    }
}
