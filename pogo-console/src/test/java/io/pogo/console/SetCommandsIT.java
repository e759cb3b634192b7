package io.pogo.console;

import static io.pogo.console.LiveScope.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands for declared sets, on a real scope. */
class SetCommandsIT {
    @TempDir
    private Path folder;

    private LiveScope scope;
    private Cli cli;

    @BeforeEach
    void open() {
        scope = new LiveScope().node("a");
        cli = new Cli(scope);
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void a_set_is_compared_applied_listed_and_withdrawn() throws IOException {
        String first = file("s", 1, "a=1", "b=1", "c=1");
        assertThat(ok("apply", first))
                .containsExactly("set s version 1: 3 changes (3 added, 0 changed, 0 removed), 0 kept");
        assertThat(ok("apply", first)).containsExactly("set s version 1: 0 changes");
        assertThat(ok("diff", first)).containsExactly("set s version 1: 0 changes");

        String second = file("s", 2, "a=2", "b=1", "d=1");
        List<String> changes = List.of(
                "+ d",
                "~ a: arguments {\"v\":\"1\"} -> {\"v\":\"2\"}",
                "- c",
                "set s version 2: 3 changes (1 added, 1 changed, 1 removed), 1 kept");
        assertThat(ok("diff", second)).isEqualTo(changes);
        assertThat(ok("apply", second, "--dry-run")).isEqualTo(changes);
        assertThat(scope.client().findSpec("d")).isEmpty();
        assertThat(ok("apply", second)).containsExactly(changes.get(3));
        assertThat(ok("sets")).last().asString().matches("s +2 +3 +complete");
        assertThat(ok("children"))
                .filteredOn(line -> line.startsWith("a "))
                .singleElement()
                .asString()
                .contains(" s");

        Cli.Result older = cli.run("apply", first);
        assertThat(older.exit()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(older.err()).contains("has version 2 already, which is higher than 1");
        assertThat(cli.run("apply", file("s", 2, "a=3")).exit()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(cli.run("withdraw", "t").exit()).isEqualTo(ExitCode.NOT_FOUND.number());
        assertThat(cli.run("withdraw", "s").exit()).isEqualTo(ExitCode.DECLINED.number());
        assertThat(ok("withdraw", "s", "--yes")).containsExactly("set s withdrawn, 3 children terminated");
    }

    @Test
    void the_set_may_be_named_by_options_and_adopts_only_if_told_to() throws IOException {
        String list = Files.writeString(folder.resolve("list.json"), "[" + child("x=1") + "]")
                .toString();
        scope.client().startChild(ChildSpec.of("x", WORKER).withArgument("v", "1"));
        assertThat(cli.run("apply", list).err()).contains("--set NAME");
        assertThat(cli.run("apply", list, "--set", "s").err()).contains("--version N");
        assertThat(cli.run("apply", list, "--set", "a/b", "--version", "1").exit())
                .isEqualTo(ExitCode.USAGE.number());
        assertThat(cli.run("apply", list, "--set", "s", "--version", "-1").exit())
                .isEqualTo(ExitCode.USAGE.number());
        Cli.Result refused = cli.run("apply", list, "--set", "s", "--version", "1");
        assertThat(refused.exit()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(refused.err()).contains("\"x\" of set \"s\" exists already");
        assertThat(ok("apply", list, "--set", "s", "--version", "1", "--adopt"))
                .containsExactly("set s version 1: 0 changes");
        assertThat(scope.client().findChild("x").orElseThrow().set()).isEqualTo("s");
    }

    private List<String> ok(String... command) {
        Cli.Result result = cli.run(command);
        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        return result.lines();
    }

    private String file(String set, long version, String... children) throws IOException {
        String list = Stream.of(children).map(SetCommandsIT::child).collect(Collectors.joining(",\n"));
        String text = "{\"set\":\"" + set + "\",\"version\":" + version + ",\"children\":[" + list + "]}";
        return Files.writeString(folder.resolve(set + version + "-" + children.length + ".json"), text)
                .toString();
    }

    private static String child(String idAndValue) {
        String[] parts = idAndValue.split("=", 2);
        return "{\"id\":\"" + parts[0] + "\",\"type\":\"" + WORKER + "\",\"arguments\":{\"v\":\"" + parts[1] + "\"}}";
    }
}
