package io.pogo.console;

import io.pogo.ChildSpec;
import io.pogo.ScopeClient;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A command that is connected to one scope while it runs. */
abstract class ScopeCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // by picocli
    private PogoCommand pogo;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public final Integer call() throws Exception {
        try {
            check();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), Text.reason(e), e);
        }
        try (ScopeClient client = pogo.client()) {
            return run(client, pogo.output(spec)).number();
        }
    }

    /** Checks the input, before anything is requested; fails with IllegalArgumentException or {@link #misuse}. */
    void check() {}

    abstract ExitCode run(ScopeClient client, Output output) throws Exception;

    final PogoCommand pogo() {
        return pogo;
    }

    /** Checks a child's id before anything is requested. */
    static void checkId(String id) {
        ChildSpec.of(id, "any");
    }

    final ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Asks before an action that affects many. Without a terminal to ask on, the answer is no. */
    final boolean isAgreed(String question, boolean yes, Output output) {
        if (yes) {
            return true;
        }
        if (!pogo.terminal().isThere()) {
            output.warn(question + " There is no terminal to ask at; say --yes.");
            return false;
        }
        String answer = pogo.terminal().ask().orElseThrow().apply(Text.printable(question) + " [y/N] ");
        return answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    }

    final Progress progress(Output output, String what, int total) {
        return new Progress(output.err(), pogo.terminal().isThere() && !output.json(), what, total);
    }
}
