package io.pogo.zk;

import static io.pogo.zk.TestScope.LIMIT;
import static io.pogo.zk.TestScope.WORKER;
import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildInfo;
import io.pogo.ChildNotFoundException;
import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.ScopeClient;
import io.pogo.UnavailableException;
import io.pogo.engine.view.RunWaits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many waits for children to run. */
class RunWaitsIT extends InScope {
    private static final int MANY = 60_000;

    private List<CompletableFuture<ChildInfo>> waits(ScopeClient client, List<String> ids, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> client.whenRunning(ids.get(i % ids.size())))
                .toList();
    }

    private static List<ChildSpec> homeless(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> ChildSpec.of("homeless-" + i, "offered by nobody"))
                .toList();
    }

    private static List<String> ids(List<ChildSpec> specs) {
        return specs.stream().map(ChildSpec::id).toList();
    }

    private static CompletableFuture<Void> allOf(List<CompletableFuture<ChildInfo>> waits) {
        return CompletableFuture.allOf(waits.toArray(CompletableFuture[]::new));
    }

    @Test
    void many_waits_for_one_child_share_its_look_ups_and_all_end() throws Exception {
        scope.node("a").startChild(ChildSpec.of("child", WORKER));
        scope.awaitRunning("child");
        ScopeClient client = scope.client();
        long before = scope.zk().packets();

        List<CompletableFuture<ChildInfo>> waits = waits(client, List.of("child"), MANY);

        assertThat(allOf(waits)).succeedsWithin(LIMIT);
        assertThat(scope.zk().packets() - before).isLessThan(MANY / 2);
    }

    @Test
    void many_waits_for_many_children_all_end_and_leave_no_watch() {
        DistributedSupervisor node = scope.node("a");
        List<ChildSpec> specs = homeless(2_000);
        node.startChildren(specs);
        ScopeClient client = scope.client();
        int watches = scope.zk().watches();
        List<CompletableFuture<ChildInfo>> waits = waits(client, ids(specs), MANY);
        eventually().until(() -> scope.zk().watches() >= watches + specs.size());

        node.terminateChildren(ids(specs));

        assertThat(allOf(waits))
                .failsWithin(LIMIT)
                .withThrowableThat()
                .withCauseInstanceOf(ChildNotFoundException.class);
        assertThat(waits).allMatch(CompletableFuture::isCompletedExceptionally);
        eventually(() -> assertThat(scope.zk().watches()).isLessThanOrEqualTo(watches));
    }

    @Test
    void waits_for_one_child_share_its_watches_which_go_with_the_last_of_them() {
        scope.node("a").startChild(homeless(1).get(0));
        ScopeClient client = scope.client();
        client.findChild("homeless-0");
        int watches = scope.zk().watches();
        List<CompletableFuture<ChildInfo>> waits = new ArrayList<>(waits(client, List.of("homeless-0"), 100));
        eventually(() -> assertThat(scope.zk().watches()).isGreaterThan(watches));

        CompletableFuture<ChildInfo> last = waits.remove(0);
        waits.forEach(wait -> wait.cancel(false));
        assertThat(client.findChild("homeless-0")).isPresent();
        assertThat(scope.zk().watches()).isBetween(watches + 1, watches + 3);
        last.cancel(false);

        eventually(() -> assertThat(scope.zk().watches()).isEqualTo(watches));
    }

    @Test
    void one_wait_too_many_is_refused_and_there_is_room_when_others_have_ended() {
        scope.node("a").startChild(homeless(1).get(0));
        ScopeClient client = scope.client();
        List<CompletableFuture<ChildInfo>> waits = waits(client, List.of("homeless-0"), RunWaits.MOST_WAITING);

        assertThat(client.whenRunning("homeless-0"))
                .failsWithin(LIMIT)
                .withThrowableThat()
                .withCauseInstanceOf(UnavailableException.class)
                .withMessageContaining("waits for children");

        scope.offering("offered by nobody", scope.workers()::worker).node("b");
        assertThat(allOf(waits)).succeedsWithin(LIMIT);
        assertThat(client.whenRunning("another"))
                .failsWithin(LIMIT)
                .withThrowableThat()
                .withCauseInstanceOf(ChildNotFoundException.class);
    }

    @Test
    void a_wait_on_one_that_is_not_started_yet_waits() {
        DistributedSupervisor built = scope.builder("late").build();
        try {
            CompletableFuture<ChildInfo> wait = built.whenRunning("child");
            scope.node("a").startChild(ChildSpec.of("child", WORKER));
            assertThat(wait).isNotDone();

            built.start();

            assertThat(wait).succeedsWithin(LIMIT);
        } finally {
            built.close();
        }
    }

    @Test
    void a_wait_outlives_the_session_that_its_watches_were_in() {
        DistributedSupervisor node = scope.node("a");
        node.startChild(homeless(1).get(0));
        try (Relay relay = new Relay(scope.zk().server().getPort());
                ScopeClient client = scope.clientBuilder()
                        .connectString(relay.connectString())
                        .sessionTimeout(Duration.ofMillis(400))
                        .connect()) {
            int watches = scope.zk().watches();
            CompletableFuture<ChildInfo> wait = client.whenRunning("homeless-0");
            eventually(() -> assertThat(scope.zk().watches()).isGreaterThan(watches));
            Set<String> sessions = scope.zk().sessions();
            relay.cut();
            eventually(() -> assertThat(scope.zk().sessions()).isNotEqualTo(sessions));
            scope.offering("offered by nobody", scope.workers()::worker).node("b");
            scope.awaitRunning("homeless-0");
            relay.heal();

            assertThat(wait).succeedsWithin(LIMIT);
        }
    }
}
