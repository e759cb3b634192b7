package io.pogo.console;

import io.pogo.ScopeClient;
import io.pogo.zk.ZooKeeperScopeClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command that all others belong to, with the options that they have in common; these may stand before or after the
 * verb.
 */
@Command(
        name = "pogo",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = PogoCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "See and steer what runs in a scope of Pogo. Needs nothing but ZooKeeper.",
        exitCodeListHeading = "%nExit codes:%n",
        subcommands = {
            HelpCommand.class,
            StatusCommand.class,
            MembersCommand.class,
            ChildrenCommand.class,
            ExplainCommand.class,
            StartCommand.class,
            UpdateCommand.class,
            ApplyCommand.class,
            DiffCommand.class,
            SetsCommand.class,
            WithdrawCommand.class,
            TerminateCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            RestartCommand.class,
            MoveCommand.class,
            UnpinCommand.class,
            DrainCommand.class,
            UndrainCommand.class,
            RebalancingCommand.class,
            AcknowledgeCommand.class,
            PreviewCommand.class,
            WatchCommand.class,
            CheckCommand.class,
            ScopesCommand.class,
            ConsoleCommand.class
        })
final class PogoCommand implements Runnable {
    private static final String NEARBY = "127.0.0.1:2181";

    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Option(
            names = "--connect",
            scope = ScopeType.INHERIT,
            paramLabel = "HOST:PORT,...",
            defaultValue = "${env:POGO_CONNECT}",
            description = "Where ZooKeeper is; a chroot may follow. Default: POGO_CONNECT in the environment, or "
                    + NEARBY + ".")
    private @Nullable String connect;

    @Option(
            names = "--scope",
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            defaultValue = "${env:POGO_SCOPE}",
            description = "The scope. Default: POGO_SCOPE in the environment, or the only one that there is.")
    private @Nullable String scope;

    @Option(
            names = "--session-timeout",
            scope = ScopeType.INHERIT,
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "ZooKeeper's session timeout. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private Duration sessionTimeout;

    @Option(
            names = "--timeout",
            scope = ScopeType.INHERIT,
            paramLabel = "TIME",
            defaultValue = "15s",
            description =
                    "How long connecting and each request may take; a server that refuses the connection is reported"
                            + " at once."
                            + " Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private Duration timeout;

    @Option(
            names = "--user",
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            defaultValue = "${env:POGO_USER}",
            description = "The user to show to ZooKeeper (digest). Default: POGO_USER in the environment, or nobody.")
    private @Nullable String user;

    @Option(
            names = "--password-file",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "A file whose first line is that user's password. Default: POGO_PASSWORD in the environment.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--client-properties",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "ZooKeeper's own client settings, for TLS and SASL: zookeeper.client.secure=true,"
                    + " zookeeper.ssl.trustStore.location and so on.")
    private @Nullable Path clientProperties;

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Print JSON, for scripts; watch prints one document a line.")
    private boolean json;

    PogoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is needed, such as \"pogo status\"");
    }

    Terminal terminal() {
        return terminal;
    }

    Output output(CommandSpec command) {
        CommandLine line = command.commandLine();
        Style style = terminal.isThere() ? Style.ofTerminal(line.getUsageHelpWidth(), System::getenv) : Style.PLAIN;
        return new Output(line.getOut(), line.getErr(), json, style);
    }

    Duration sessionTimeout() {
        return sessionTimeout;
    }

    Duration timeout() {
        return timeout;
    }

    /** The servers; a variable that is set to nothing counts as not set. */
    String address() {
        return connect == null || connect.isEmpty() ? NEARBY : connect;
    }

    /** Connects to the scope; the caller closes the client. */
    ScopeClient client() throws InterruptedException {
        ZooKeeperScopeClient.Builder builder = builder();
        return new Reachability(address())
                .connect(() -> builder.scope(scope == null || scope.isEmpty() ? onlyScope(builder) : scope)
                        .connect());
    }

    /** Returns the names of all scopes. */
    List<String> scopes() throws InterruptedException {
        return new Reachability(address()).connect(builder()::scopes);
    }

    private ZooKeeperScopeClient.Builder builder() {
        ZooKeeperScopeClient.Builder builder = ZooKeeperScopeClient.builder()
                .connectString(address())
                .sessionTimeout(sessionTimeout)
                .connectionTimeout(timeout)
                .requestTimeout(timeout);
        if (clientProperties != null) {
            builder.clientProperties(clientProperties);
        }
        return user == null || user.isEmpty() ? builder : withPassword(builder, user);
    }

    /**
     * Returns the builder with the password, which never comes from the command line: every user of the machine can
     * read that.
     */
    private ZooKeeperScopeClient.Builder withPassword(ZooKeeperScopeClient.Builder builder, String name) {
        if (passwordFile != null) {
            return builder.digest(name, passwordFile);
        }
        String password = System.getenv("POGO_PASSWORD");
        if (password == null || password.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "the password of --user is missing: --password-file FILE, or POGO_PASSWORD in the environment");
        }
        return builder.digest(name, () -> password);
    }

    private String onlyScope(ZooKeeperScopeClient.Builder builder) {
        List<String> scopes = builder.scopes();
        if (scopes.size() != 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "which scope? Say --scope NAME; "
                            + (scopes.isEmpty() ? "there is none yet" : "there are " + scopes));
        }
        return scopes.get(0);
    }

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = PogoCommand.class.getPackage().getImplementationVersion();
            return Stream.of("pogo " + (version == null ? "(not from a jar)" : version))
                    .toArray(String[]::new);
        }
    }
}
