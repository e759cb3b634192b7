package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.ChildSpec;
import io.pogo.ChildState;
import io.pogo.DistributedSupervisor;
import io.pogo.IndeterminateException;
import io.pogo.Restart;
import io.pogo.StartChildrenException;
import io.pogo.StartOutcome;
import io.pogo.View;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A request is carried out, or not, and its answer is lost with the connection; it is made again when that is back. */
class LostAnswerIT {
    private static final String MARK = "the-mark-of-this-request";

    private final Fleet fleet = new Fleet();
    private final Relay relay = new Relay(fleet.zk().server().getPort());
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private DistributedSupervisor running;
    private DistributedSupervisor asking;

    /** One node runs everything; another, which offers nothing, asks. */
    @BeforeEach
    void begin() {
        running = fleet.join(
                "running",
                fleet.builder("running")
                        .childType("task", made -> fleet.workers().recorded(run -> mayEnd.await())));
        asking = ZooKeeperSupervisor.builder()
                .connectString(relay.connectString())
                .scope(fleet.scope())
                .nodeId("asking")
                .sessionTimeout(Fleet.SESSION)
                .start();
    }

    @AfterEach
    void end() {
        relay.heal();
        asking.close();
        fleet.close();
        relay.close();
    }

    @Test
    void finished_work_is_not_done_again_by_a_start_whose_answer_was_lost() {
        relay.muffleFrom(MARK);
        CompletableFuture<StartOutcome> start = asking.startChildAsync(task("task"));
        eventually().until(() -> fleet.workers().running().contains("task"));
        mayEnd.countDown();
        eventually().until(this::nothingIsStored);
        relay.heal();

        assertThatThrownBy(() -> start.get(20, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(IndeterminateException.class)
                .hasMessageContaining("\"task\"");
        assertThat(fleet.workers().runsOf("task")).hasSize(1);
    }

    @Test
    void a_start_whose_answer_was_lost_is_accepted_if_the_child_is_still_there() throws Exception {
        relay.muffleFrom(MARK);
        CompletableFuture<StartOutcome> start = asking.startChildAsync(task("task"));
        eventually().until(() -> fleet.workers().running().contains("task"));
        relay.heal();

        assertThat(start.get(20, TimeUnit.SECONDS)).isEqualTo(StartOutcome.ACCEPTED);
        mayEnd.countDown();
        eventually().until(this::nothingIsStored);
        assertThat(fleet.workers().runsOf("task")).hasSize(1);
    }

    @Test
    void a_start_that_was_lost_itself_is_made_again() throws Exception {
        relay.cutFrom(MARK);
        CompletableFuture<StartOutcome> start = asking.startChildAsync(task("task"));
        eventually().until(relay::isCut);
        relay.heal();

        assertThat(start.get(20, TimeUnit.SECONDS)).isEqualTo(StartOutcome.ACCEPTED);
        mayEnd.countDown();
        eventually().until(this::nothingIsStored);
        assertThat(fleet.workers().runsOf("task")).hasSize(1);
    }

    @Test
    void finished_work_is_not_done_again_by_a_start_of_many_whose_answer_was_lost() {
        ChildSpec lasting = ChildSpec.of("lasting", "worker");
        relay.muffleFrom(MARK);
        CompletableFuture<Map<String, StartOutcome>> start =
                asking.startChildrenAsync(List.of(task("task-0"), lasting, task("task-1")));
        eventually().until(() -> fleet.workers().running().size() == 3);
        mayEnd.countDown();
        eventually().until(() -> running.whichChildren(View.GLOBAL).size() == 1);
        relay.heal();

        assertThatThrownBy(() -> start.get(20, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(StartChildrenException.class, told -> {
                    assertThat(told.accepted()).containsExactly(Map.entry("lasting", StartOutcome.ACCEPTED));
                    assertThat(told.failed()).containsOnlyKeys("task-0", "task-1");
                    assertThat(told.failed().values()).hasOnlyElementsOfType(IndeterminateException.class);
                });
        assertThat(fleet.workers().runs()).hasSize(3);
    }

    @Test
    void a_start_of_many_that_was_lost_itself_is_made_again() throws Exception {
        relay.cutFrom(MARK);
        CompletableFuture<Map<String, StartOutcome>> start =
                asking.startChildrenAsync(List.of(task("task-0"), task("task-1")));
        eventually().until(relay::isCut);
        relay.heal();

        assertThat(start.get(20, TimeUnit.SECONDS))
                .isEqualTo(Map.of("task-0", StartOutcome.ACCEPTED, "task-1", StartOutcome.ACCEPTED));
        mayEnd.countDown();
        eventually().until(this::nothingIsStored);
        assertThat(fleet.workers().runs()).hasSize(2);
    }

    @Test
    void finished_work_is_not_done_again_by_a_restart_whose_answer_was_lost() throws Exception {
        mayEnd.countDown();
        running.startChild(task("task").withKeepCompleted(true));
        awaitCompleted(1);
        relay.muffleFrom(MARK);
        CompletableFuture<Void> restart = asking.restartChildAsync("task");
        awaitCompleted(2);
        relay.heal();

        restart.get(20, TimeUnit.SECONDS);
        assertThat(running.findChild("task").orElseThrow().revision()).isEqualTo(2);
        awaitCompleted(2);
    }

    private void awaitCompleted(int runs) {
        eventually()
                .until(() -> fleet.workers().runsOf("task").size() == runs
                        && running.findChild("task").orElseThrow().state() == ChildState.COMPLETED);
    }

    private boolean nothingIsStored() {
        return running.whichChildren(View.GLOBAL).isEmpty();
    }

    private static ChildSpec task(String id) {
        return ChildSpec.of(id, "task").withRestart(Restart.TRANSIENT).withArgument("mark", MARK);
    }
}
