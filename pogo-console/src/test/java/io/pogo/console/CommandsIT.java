package io.pogo.console;

import static io.pogo.console.LiveScope.CRASHER;
import static io.pogo.console.LiveScope.STUBBORN;
import static io.pogo.console.LiveScope.WORKER;
import static io.pogo.console.LiveScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pogo.ChildInfo;
import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.MemberInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command, on a real scope. */
class CommandsIT {
    @TempDir
    private Path folder;

    private LiveScope scope;
    private Cli cli;

    @BeforeEach
    void open() {
        scope = new LiveScope().node("a").node("b");
        cli = new Cli(scope);
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void a_child_is_started_shown_explained_and_terminated() throws Exception {
        assertThat(ok("start", "x", "--type", WORKER, "-a", "ip=10.0.0.1", "--wait"))
                .containsExactly("1 child started");
        assertThat(ok("start", "x", "--type", WORKER, "-a", "ip=10.0.0.1"))
                .containsExactly("0 children started, 1 there already");
        assertThat(scope.client().findSpec("x"))
                .contains(ChildSpec.of("x", WORKER).withArgument("ip", "10.0.0.1"));

        String node = scope.nodeOf("x");
        assertThat(ok("children")).hasSize(2).last().asString().matches("x +worker +running +" + node + " +0x.*");
        assertThat(ok("members"))
                .hasSize(3)
                .anyMatch(line -> line.matches(node + " .* active(, planner)? +1 .*crasher,.*worker"));
        assertThat(ok("members"))
                .filteredOn(line -> line.contains(", planner "))
                .hasSize(1);
        JsonNode members =
                Documents.MAPPER.readTree(cli.run("members", "--json").out());
        assertThat(members.findValuesAsText("planner")).containsExactlyInAnyOrder("true", "false");
        assertThat(members.findValuesAsText("joined")).hasSize(2).allMatch(at -> at.matches("20.*Z"));
        assertThat(ok("status")).contains("members      2", "children     1, 1 running", "rebalancing  on");
        assertThat(ok("explain", "x").get(0)).isEqualTo("x is RUNNING on " + node);
        JsonNode explained =
                Documents.MAPPER.readTree(cli.run("explain", "x", "--json").out());
        assertThat(explained.at("/spec/arguments/ip").asText()).isEqualTo("10.0.0.1");

        assertThat(ok("terminate", "x")).containsExactly("1 child terminated");
        assertThat(cli.run("terminate", "x").exit()).isEqualTo(ExitCode.NOT_FOUND.number());
        assertThat(cli.run("explain", "x").exit()).isEqualTo(ExitCode.NOT_FOUND.number());
    }

    @Test
    void children_are_listed_by_state_node_and_type() {
        ok("start", "w", "--type", WORKER, "--wait");
        ok("start", "p", "--type", "nobody-has-it");
        ok("pause", "w");
        eventually(() -> assertThat(ok("children", "--state", "paused")).hasSize(2));

        assertThat(ok("children", "--state", "paused,pending")).hasSize(3);
        assertThat(ok("children", "--type", WORKER)).hasSize(2);
        assertThat(ok("children", "--node", "a")).hasSize(1);
        assertThat(ok("status")).anyMatch(line -> line.startsWith("p PENDING (no member offers"));
        ok("resume", "w");
        scope.awaitRunning(1);
        ok("restart", "w");
        eventually(() -> assertThat(scope.client().findChild("w").map(ChildInfo::revision))
                .contains(3));
    }

    @Test
    void a_stuck_child_is_shown_by_status_children_explain_and_check() {
        scope.client().startChild(ChildSpec.of("x", STUBBORN).withShutdown(Duration.ofMillis(100)));
        scope.awaitRunning(1);
        String node = scope.nodeOf("x");
        ok("move", "x", node.equals("a") ? "b" : "a");
        String since = "has not stopped on " + node + " since .*; blocks its move to .";

        eventually(() -> assertThat(ok("children", "--state", "stuck"))
                .last()
                .asString()
                .matches("x +stubborn +stuck +" + node + " .*" + since));
        assertThat(ok("status"))
                .contains("children     1, 1 stuck")
                .last()
                .asString()
                .matches("x STUCK on " + node + " .*" + since + "\\)");
        assertThat(ok("explain", "x")).anyMatch(line -> line.matches(".*, but it " + since));
        Cli.Result check = cli.run("check");
        assertThat(check.exit()).isEqualTo(ExitCode.FOUND.number());
        assertThat(check.out()).containsPattern("stuck +.*child x has not stopped on " + node + " since");

        LiveScope.letStubbornEnd();
        eventually(() -> assertThat(ok("children", "--state", "stuck")).hasSize(1));
    }

    @Test
    void a_child_that_crashes_again_and_again_is_not_shown_as_one_that_is_well() {
        scope.client().startChild(ChildSpec.of("bad", CRASHER).withMaxRestarts(1_000, Duration.ofHours(1)));

        eventually(() -> assertThat(ok("children"))
                .last()
                .asString()
                .matches("bad +crasher +(running, crashed|restarting) .* crashed \\d+ times, last: .*boom.*"));
        assertThat(ok("status"))
                .anyMatch(line -> line.matches("children +1, 1 (running|restarting), of which 1 crashed lately"))
                .last()
                .asString()
                .matches("bad (RUNNING|RESTARTING) on .*");
        eventually(() -> assertThat(ok("children", "--state", "restarting")).hasSize(2));
    }

    @Test
    void a_child_is_moved_and_a_node_drained() {
        ok("start", "without-a-place-already", "--type", "nobody-has-it");
        ok("start", "x", "--type", WORKER, "--wait");
        String target = scope.nodeOf("x").equals("a") ? "b" : "a";
        assertThat(ok("move", "x", target)).containsExactly("x is to run on " + target);
        eventually(() -> assertThat(scope.nodeOf("x")).isEqualTo(target));
        ok("unpin", "x");
        assertThat(cli.run("move", "x", "nowhere").exit()).isEqualTo(ExitCode.NOT_FOUND.number());

        assertThat(ok("preview", "--leave", target).get(0)).isEqualTo("1 moves, 0 without a place");
        assertThat(ok("preview", "--join", "c").get(0)).isEqualTo("0 moves, 0 without a place");
        assertThat(cli.run("drain", target).exit()).isEqualTo(ExitCode.DECLINED.number());
        cli.answering("yes");
        ok("drain", target);
        assertThat(cli.questions())
                .containsExactly("Drain " + target + "? 1 child would move, 0 would have no place. [y/N] ");
        eventually(() -> assertThat(scope.nodeOf("x")).isNotEqualTo(target));
        ok("undrain", target);
        eventually(() -> assertThat(scope.client().members()).noneMatch(MemberInfo::draining));
    }

    @Test
    void rebalancing_is_paused_and_resumed() {
        ok("rebalancing", "off");
        assertThat(ok("status")).contains("rebalancing  paused");
        ok("rebalancing", "on");
        assertThat(scope.client().isRebalancingPaused()).isFalse();
    }

    @Test
    void many_are_started_from_a_file_with_a_bar_and_terminated_after_a_question() throws Exception {
        Path file = folder.resolve("specs.json");
        Files.writeString(
                file,
                IntStream.range(0, 300)
                        .mapToObj(i -> "{\"id\":\"c" + i + "\",\"type\":\"worker\"}")
                        .toList()
                        .toString());

        cli.answering("n");
        Cli.Result started = cli.run("start", "--file", file.toString());
        assertThat(started.out()).isEqualTo("300 children started\n");
        assertThat(started.err()).contains("] 0/300", "[####################..........] 200/300", "] 300/300");
        assertThat(cli.run("terminate", "--all").exit()).isEqualTo(ExitCode.DECLINED.number());
        assertThat(cli.questions()).containsExactly("Terminate 300 children in scope " + scope.name() + "? [y/N] ");
        assertThat(scope.client().countChildren().specs()).isEqualTo(300);

        Cli.Result piped = new Cli(scope).run("terminate", "--all", "--yes", "--json");
        assertThat(piped.err()).isEmpty();
        assertThat(Documents.MAPPER.readTree(piped.out()).path("terminated").asInt())
                .isEqualTo(300);
        eventually(() -> assertThat(scope.client().whichChildren()).isEmpty());
    }

    @Test
    void what_was_refused_is_told_and_the_rest_is_done() throws Exception {
        ok("start", "x", "--type", WORKER);
        Path file = folder.resolve("specs.json");
        Files.writeString(file, "[{\"id\":\"x\",\"type\":\"other\"},{\"id\":\"y\",\"type\":\"worker\"}]");

        Cli.Result started = cli.run("start", "--file", file.toString());
        assertThat(started.exit()).isEqualTo(ExitCode.IN_PART.number());
        assertThat(started.out()).contains("1 child started, 1 not started");
        assertThat(started.err()).contains("pogo: ", "\"x\"");

        ok("start", "t", "--type", WORKER, "--restart", "temporary", "--wait");
        Cli.Result paused = cli.run("pause", "t", "y", "gone", "--yes");
        assertThat(paused.exit()).isEqualTo(ExitCode.IN_PART.number());
        assertThat(paused.out()).contains("1 child paused, 2 not paused");
        assertThat(paused.err()).contains("temporary", "gone");
    }

    @Test
    void only_what_was_done_in_part_ends_as_done_in_part() throws Exception {
        ok("start", "x", "--type", WORKER);
        Path file = folder.resolve("specs.json");
        Files.writeString(file, "[{\"id\":\"x\",\"type\":\"other\"}]");
        assertThat(cli.run("start", "--file", file.toString()).exit()).isEqualTo(ExitCode.REFUSED.number());
        Files.writeString(file, "[{\"id\":\"y\",\"type\":\"worker\"},\n{\"id\":\"y\",\"type\":\"worker\"}]");
        assertThat(cli.run("start", "--file", file.toString()).exit()).isEqualTo(ExitCode.USAGE.number());
        assertThat(scope.client().findChild("y")).isEmpty();

        Cli.Result ended = cli.run("terminate", "x", "gone", "--yes");
        assertThat(ended.exit()).isEqualTo(ExitCode.IN_PART.number());
        assertThat(ended.out()).contains("1 child terminated, not there: gone");
        assertThat(cli.run("terminate", "gone").exit()).isEqualTo(ExitCode.NOT_FOUND.number());
    }

    @Test
    void a_spec_is_updated_in_what_is_named_and_all_else_stays() {
        ok("start", "x", "--type", WORKER, "-a", "ip=10.0.0.1", "-a", "port=1", "--weight", "2", "--wait");

        assertThat(ok("update", "x", "-a", "ip=10.0.0.2", "--remove-argument", "port"))
                .containsExactly("x has revision 2");
        assertThat(scope.client().findSpec("x"))
                .contains(
                        ChildSpec.of("x", WORKER).withArgument("ip", "10.0.0.2").withWeight(2));
        assertThat(ok("update", "x", "--weight", "2")).containsExactly("x has that spec already, revision 2");
        assertThat(cli.run("update", "x", "--weight", "3", "--revision", "1").exit())
                .isEqualTo(ExitCode.REFUSED.number());
        assertThat(cli.run("update", "gone", "--weight", "3").exit()).isEqualTo(ExitCode.NOT_FOUND.number());
    }

    @Test
    void a_node_or_a_type_that_nobody_has_is_reported() {
        assertThat(cli.run("children", "--node", "nope").exit()).isEqualTo(ExitCode.NOT_FOUND.number());
        assertThat(cli.run("terminate", "--all", "--node", "nope").exit()).isEqualTo(ExitCode.NOT_FOUND.number());
        assertThat(ok("children", "--node", "a")).hasSize(1);

        Cli.Result started = cli.run("start", "x", "--type", "wurker");
        assertThat(started.exit()).isZero();
        assertThat(started.err())
                .contains(
                        "\"wurker\" is offered by no member", "[crasher, importer, service-monitor, stubborn, worker]");
        assertThat(cli.run("start", "y", "--type", WORKER).err()).isEmpty();
    }

    @Test
    void a_failed_child_is_shown_with_its_error() {
        ok("start", "bad", "--type", CRASHER);
        eventually(() -> assertThat(ok("children", "--state", "failed"))
                .last()
                .asString()
                .contains(LiveScope.ERROR));
    }

    @Test
    void a_watch_prints_what_happens_while_it_happens() throws InterruptedException {
        // Not on the common pool, which tells the watch what it has seen and has one thread on two processors.
        Thread watch = new Thread(() -> cli.run("watch", "--for", "8s"));
        watch.start();
        // What is there at its first look is no news: so it is given some until it has begun.
        eventually(() -> {
            if (scope.client().isRebalancingPaused()) {
                scope.client().resumeRebalancing();
            } else {
                scope.client().pauseRebalancing();
            }
            assertThat(cli.printed()).contains("rebalancing");
        });
        scope.client().startChild(ChildSpec.of("x", WORKER));
        eventually(() -> assertThat(cli.printed()).containsPattern("  started     x on [ab]"));
        scope.client().terminateChild("x");
        eventually(() -> assertThat(cli.printed()).containsPattern("  ended       x"));
        watch.join();
    }

    @Test
    void a_check_tells_what_a_scope_without_nodes_has_left_and_removes_it_after_a_question() throws Exception {
        assertThat(ok("check")).containsExactly("nothing: all fits");
        scope.leave("a");
        scope.leave("b");
        NodeProcess last = scope.process("c");
        ok("start", "x", "--type", WORKER, "--wait");
        last.kill();
        eventually(() -> assertThat(scope.client().members()).isEmpty());

        eventually(() -> assertThat(cli.run("check").exit()).isEqualTo(ExitCode.FOUND.number()));
        JsonNode found = Documents.MAPPER.readTree(cli.run("check", "--json").out());
        assertThat(found.size()).isEqualTo(1);
        assertThat(found.at("/0/path").asText()).contains("/assignments/c/").endsWith("/x");
        assertThat(cli.run("check", "--repair").exit()).isEqualTo(ExitCode.DECLINED.number());
        cli.answering("y");
        assertThat(cli.run("check", "--repair").err()).isEqualTo("1 znode removed\n");
        assertThat(cli.questions()).containsExactly("Remove 1 znode? [y/N] ");
        assertThat(ok("check")).containsExactly("nothing: all fits");
    }

    @Test
    void scopes_are_listed_and_the_only_one_need_not_be_named() {
        Cli unnamed = new Cli("--connect", scope.connectString());
        assertThat(unnamed.run("scopes").lines()).containsExactly(scope.name());
        assertThat(unnamed.run("status").out()).contains(scope.name());
        assertThat(unnamed.run("status", "--scope", "other").exit()).isEqualTo(ExitCode.NOT_FOUND.number());
    }

    @Test
    void an_id_with_markup_and_slashes_is_an_id_like_others() {
        String id = "<script>alert(1)</script>/..";
        ok("start", id, "--type", WORKER, "--wait");
        assertThat(ok("children").get(1)).startsWith(id + "  worker");
        assertThat(scope.client().findChild(id).map(ChildInfo::state)).contains(ChildState.RUNNING);
        assertThat(ok("terminate", id)).containsExactly("1 child terminated");
    }

    private List<String> ok(String... command) {
        Cli.Result result = cli.run(command);
        assertThat(result.exit())
                .as("%s: %s", String.join(" ", command), result.err())
                .isZero();
        return result.lines();
    }
}
