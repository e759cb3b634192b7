package io.pogo.console;

import static io.pogo.console.LiveScope.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of the command line about errors: one line for people, without words of Java. */
class MessagesIT {
    /** Names of classes and packages, what an absent value is printed as, ZooKeeper's own names of errors. */
    private static final String JAVA =
            "(?s).*(\\b(?:[a-z]\\w*\\.){2,}[A-Z]\\w*|\\w+Exception\\b|[a-z]\\w*Error\\b|KeeperError"
                    + "|(?<!['\\w])null\\b(?!')|\\bOptional\\b|\\bFuture\\b|\\tat |@[0-9a-f]{6,}|For input string"
                    + "|StreamReadFeature|Source: |class |\\bPT[0-9]|ChildSpec|\\bboolean\\b|option option).*";

    @TempDir
    private static Path folder;

    private static LiveScope scope;

    @BeforeAll
    static void open() throws Exception {
        scope = new LiveScope().node("a");
        scope.client().startChild(ChildSpec.of("x", WORKER));
        scope.awaitRunning(1);
        write("broken.json", "{\"id\": \"y\", ");
        write("word.json", "hello");
        write("number.json", "[1]");
        write("types.json", "{\"id\": 7, \"type\": [], \"weight\": \"much\"}");
        write("absent.json", "{\"id\": null, \"type\": null}");
        write("restart.json", "{\"id\": \"y\", \"type\": \"t\", \"restart\": \"often\"}");
        write("twice.json", "[{\"id\": \"y\", \"type\": \"t\"}, {\"id\": \"y\", \"type\": \"t\"}]");
        write("empty.json", "");
        write("bad.properties", "zookeeper.client.secure=true\nzookeeper.ssl.trustStore.location=/no/such/store\n");
        write("escape.properties", "a=\\u00zz\n");
        write("password", "secret\n");
        Files.write(folder.resolve("latin1.json"), "{\"id\": \"\u00e4\"}".getBytes(StandardCharsets.ISO_8859_1));
        try (CuratorFramework client = CuratorFrameworkFactory.newClient(scope.connectString(), new RetryOneTime(10))) {
            client.start();
            client.create()
                    .creatingParentsIfNeeded()
                    .forPath("/pogo/strange/layout", "what?".getBytes(StandardCharsets.UTF_8));
            client.create().creatingParentsIfNeeded().forPath("/pogo/empty/layout", new byte[0]);
        }
    }

    @AfterAll
    static void close() {
        scope.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fly",
                "start",
                "start y --type",
                "start y --type t --weight much",
                "start y --type t --weight 0",
                "start y --type t --weight 99999999999",
                "start y --type t --restart often",
                "start y --type t --shutdown soon",
                "start y --type t --shutdown 99999999999h",
                "start y --type t -a novalue",
                "start y --type t --label no",
                "start x --type other",
                "start --file nowhere.json",
                "start --file .",
                "start --file broken.json",
                "start --file word.json",
                "start --file number.json",
                "start --file types.json",
                "start --file absent.json",
                "start --file restart.json",
                "start --file twice.json",
                "start --file latin1.json",
                "update x",
                "update nobody --weight 2",
                "update x --weight -1",
                "terminate",
                "terminate nobody",
                "pause nobody",
                "resume nobody",
                "restart nobody",
                "move",
                "move x",
                "move x nowhere",
                "move nobody a",
                "unpin nobody",
                "drain nowhere",
                "undrain nowhere",
                "rebalancing",
                "rebalancing maybe",
                "preview --leave nowhere",
                "children --node nowhere",
                "children --state bad",
                "explain",
                "explain nobody",
                "watch --what",
                "check --repair=maybe",
                "start y --type t --shutdown 99999999h",
                "console --port many",
                "console --port 99999",
                "console --bind no-such-host.invalid --token-file password",
                "console --bind 0.0.0.0",
                "console --token-file .",
                "console --token-file nowhere",
                "console --token-file empty.json",
                "status --timeout soon",
                "status --session-timeout 0s",
                "status --timeout 0s",
                "status --scope no/such",
                "status --scope nowhere",
                "status --scope strange",
                "status --scope empty",
                "status --connect :",
                "status --connect nowhere:port",
                "status --connect 127.0.0.1:1",
                "status --connect 127.0.0.1:2181/a//b",
                "status --connect ,",
                "status --user u",
                "status --user u --password-file nowhere",
                "status --user u --password-file .",
                "status --user u --password-file empty.json",
                "status --client-properties nowhere",
                "status --client-properties .",
                "status --client-properties escape.properties",
                "status --client-properties bad.properties --timeout 3s",
            })
    void a_failure_is_said_in_words_of_this_field(String line) {
        Cli.Result result = new Cli().run(arguments(line));

        assertThat(result.exit()).as(line).isNotZero();
        assertThat(result.err() + result.out()).as(line).isNotBlank().doesNotMatch(JAVA);
    }

    private static String[] arguments(String line) {
        Stream<String> said = Stream.of(line.split(" "))
                .filter(word -> !word.isEmpty())
                .map(word -> Files.exists(folder.resolve(word))
                        ? folder.resolve(word).toString()
                        : word);
        Stream<String> where = line.contains("--connect") ? Stream.of() : Stream.of("--connect", scope.connectString());
        Stream<String> which = line.contains("--scope") ? Stream.of() : Stream.of("--scope", scope.name());
        return Stream.of(
                        said, where, which, Stream.of("--session-timeout", "2s").filter(o -> !line.contains("session")))
                .flatMap(words -> words)
                .toArray(String[]::new);
    }

    private static void write(String name, String content) throws Exception {
        Files.writeString(folder.resolve(name), content);
    }
}
