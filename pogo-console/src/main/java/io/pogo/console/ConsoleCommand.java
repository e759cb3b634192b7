package io.pogo.console;

import io.pogo.ScopeClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
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
                    + " start. On another address tokens must be given, and looking needs one too; so it does where"
                    + " there are read-only tokens. There is no TLS: put a proxy in front for that.",
            "A file of tokens has one a line, 16 characters or more, with or without a name in front, which the audit"
                    + " log shows."
        })
final class ConsoleCommand extends ScopeCommand {
    private static final int HIGHEST_PORT = 65_535;
    private static final String TOKEN = "POGO_CONSOLE_TOKEN";
    private static final String READ_TOKEN = "POGO_CONSOLE_READ_TOKEN";

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
            description = "Tokens that may change something. Default: " + TOKEN
                    + " in the environment, or a token that is made up at start.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--read-token-file",
            paramLabel = "FILE",
            description = "Tokens that may only look. Default: " + READ_TOKEN
                    + " in the environment, or none. Where only these are given nobody can change anything.")
    private @Nullable Path readTokenFile;

    @Option(
            names = "--allowed-host",
            split = ",",
            paramLabel = "NAME",
            description = "A name under which browsers may ask for the console, besides localhost and addresses.")
    private Set<String> hosts = new HashSet<>();

    @Option(
            names = "--audit-log",
            paramLabel = "FILE",
            description = "A file that gets a line of JSON for each request to change something.")
    private @Nullable Path auditFile;

    @Option(
            names = "--audit-logger",
            paramLabel = "NAME",
            defaultValue = AuditLog.LOGGER,
            description = "The logger that gets the same lines, at level INFO. The default one, ${DEFAULT-VALUE},"
                    + " prints them to the standard error.")
    @SuppressWarnings("NullAway.Init") // by picocli
    private String auditLogger;

    @Override
    void check() {
        if (port < 0 || port > HIGHEST_PORT) {
            throw misuse("--port is " + port + "; it must be 0 to " + HIGHEST_PORT);
        }
        List<Token> given = givenTokens();
        if (given.isEmpty() && !ConsoleOptions.isLoopback(bind)) {
            throw misuse("on " + bind + " everybody could steer the scope: give a token with --token-file, or " + TOKEN
                    + " in the environment");
        }
        if (!given.isEmpty()) {
            Tokens.of(given);
        }
        auditLog();
    }

    @Override
    ExitCode run(ScopeClient client, Output output) throws InterruptedException {
        List<Token> given = givenTokens();
        try (WebConsole console = WebConsole.open(client, options(given))) {
            String address = given.isEmpty() ? console.address() : console.site();
            output.say(
                    "The console of scope " + client.scope() + " is at " + address,
                    () -> Documents.object().put("console", address));
            new CountDownLatch(1).await();
        }
        return ExitCode.OK;
    }

    private ConsoleOptions options(List<Token> given) {
        Set<String> names =
                hosts.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        Tokens tokens = given.isEmpty() ? Tokens.generated() : Tokens.of(given);
        return new ConsoleOptions(bind, port, tokens, pogo().sessionTimeout(), names, auditLog());
    }

    private AuditLog auditLog() {
        if (auditFile == null) {
            return AuditLog.to(auditLogger);
        }
        try {
            return AuditLog.to(auditLogger, auditFile);
        } catch (IOException e) {
            throw misuse("the audit log " + auditFile + " cannot be written: " + Text.reason(e));
        }
    }

    private List<Token> givenTokens() {
        List<Token> tokens = new ArrayList<>(givenTokens(tokenFile, TOKEN, Access.FULL));
        tokens.addAll(givenTokens(readTokenFile, READ_TOKEN, Access.READ_ONLY));
        return tokens;
    }

    private List<Token> givenTokens(@Nullable Path file, String variable, Access access) {
        if (file == null) {
            String text = System.getenv(variable);
            return text == null || text.isEmpty() ? List.of() : parsed(variable, text, access);
        }
        try {
            List<Token> tokens = parsed(file.toString(), Files.readString(file), access);
            if (tokens.isEmpty()) {
                throw misuse(file + " holds no token");
            }
            return tokens;
        } catch (IOException e) {
            throw misuse(file + " cannot be read: " + Text.reason(e));
        }
    }

    private List<Token> parsed(String place, String text, Access access) {
        try {
            return Tokens.parse(text, access);
        } catch (IllegalArgumentException e) {
            throw misuse(place + ", " + Text.reason(e));
        }
    }
}
