package io.pogo.console;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(name = "scopes", description = "The scopes that nodes have ever joined, one a line.")
final class ScopesCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // by picocli
    private PogoCommand pogo;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        List<String> scopes = pogo.scopes();
        pogo.output(spec).say(String.join("\n", scopes), () -> Documents.texts(scopes));
        return ExitCode.OK.number();
    }
}
