package io.pogo.console;

import io.pogo.ScopeClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "console",
        description = {
            "Serves a page that shows the scope, live, and steers it; until Ctrl-C.",
            "On the loopback interface everybody may look, and changing something needs a token, which is printed at"
                    + " start. On another"
                    + " address a token must be given, and looking needs it too. There is no TLS: put a proxy in"
                    + " front for that."
        })
final class ConsoleCommand extends ScopeCommand {
    private static final int HIGHEST_PORT = 65_535;
    private static final String TOKEN = "POGO_CONSOLE_TOKEN";

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "8080", description = "Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = ConsoleOptions.LOOPBACK,
            description = "Where to listen. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // by picocli
    private String bind;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "A file with the token, 16 characters or more. Default: " + TOKEN
                    + " in the environment, or a token that is made up at start.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--allowed-host",
            split = ",",
            paramLabel = "NAME",
            description = "A name under which browsers may ask for the console, besides localhost and addresses.")
    private Set<String> hosts = new HashSet<>();

    @Override
    void check() {
        if (port < 0 || port > HIGHEST_PORT) {
            throw misuse("--port is " + port + "; it must be 0 to " + HIGHEST_PORT);
        }
        Optional<String> given = givenToken();
        given.ifPresent(Tokens::check);
        if (given.isEmpty() && !ConsoleOptions.isLoopback(bind)) {
            throw misuse("on " + bind + " everybody could steer the scope: give a token with --token-file, or " + TOKEN
                    + " in the environment");
        }
    }

    @Override
    ExitCode run(ScopeClient client, Output output) throws InterruptedException {
        Optional<String> given = givenToken();
        Set<String> names =
                hosts.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        ConsoleOptions options =
                new ConsoleOptions(bind, port, given.orElseGet(Tokens::random), pogo().sessionTimeout(), names);
        try (WebConsole console = WebConsole.open(client, options)) {
            String address = given.isPresent() ? console.site() : console.address();
            output.say(
                    "The console of scope " + client.scope() + " is at " + address,
                    () -> Documents.object().put("console", address));
            new CountDownLatch(1).await();
        }
        return ExitCode.OK;
    }

    private Optional<String> givenToken() {
        if (tokenFile == null) {
            return Optional.ofNullable(System.getenv(TOKEN)).filter(token -> !token.isEmpty());
        }
        try {
            return Optional.of(Files.readString(tokenFile).strip());
        } catch (IOException e) {
            throw misuse(tokenFile + " cannot be read: " + Text.reason(e));
        }
    }
}
