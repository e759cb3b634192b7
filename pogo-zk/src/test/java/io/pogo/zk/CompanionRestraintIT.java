package io.pogo.zk;

import static io.pogo.zk.CompanionScene.BRIEF;
import static io.pogo.zk.CompanionScene.ENDLESS;
import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.pogo.DistributedSupervisor;
import io.pogo.companion.CompanionMain;
import io.pogo.zk.internal.companion.CompanionCommand;
import io.pogo.zk.internal.companion.CompanionKeeper;
import io.pogo.zk.internal.companion.CompanionLibraries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** When a companion must not act, or must act on nothing but what is dead. */
class CompanionRestraintIT {
    private final CompanionScene scene = new CompanionScene();

    @AfterEach
    void end() {
        scene.close();
    }

    @Test
    void nothing_is_done_to_a_stopped_jvm_and_what_follows_its_session_is_ended_when_it_is_killed() {
        DistributedSupervisor survivor = scene.fleet.join("survivor");
        RemoteNode node = scene.node("node", BRIEF);
        survivor.startChildren(Fleet.specs("c", 4));
        eventually().until(() -> node.running().size() == 2);
        String first = scene.sessionOf(node);

        node.pause();
        scene.fleet.awaitRunning(4);
        scene.awaitOver(first);
        CompanionScene.assertQuiet(node);
        node.resume();
        eventually()
                .until(() -> survivor.members().size() == 2 && node.running().size() == 2);
        String second = scene.sessionOf(node);
        assertThat(second).isNotEqualTo(first);
        CompanionScene.assertQuiet(node);

        node.kill();
        scene.awaitTakeover(node, second);
        assertThat(node.output()).doesNotContain("ZooKeeper session " + first);
    }

    @Test
    void a_companion_that_wakes_late_leaves_the_next_session_of_the_node_alone() {
        RemoteNode node = scene.node("node", BRIEF);
        ProcessHandle late = node.companion();
        CompanionScene.awaitIgnoringSignals(late);
        String session = scene.sessionOf(node);
        CompanionScene.signal(late, "STOP");
        node.kill();
        scene.awaitOver(session);
        RemoteNode again = scene.node("node", ENDLESS);
        String next = scene.sessionOf(again);

        CompanionScene.signal(late, "CONT");
        eventually().until(() -> !late.isAlive());
        assertThat(node.output()).contains("ZooKeeper session " + session + " is over already");
        assertThat(scene.isKnown(next)).isTrue();
        assertThat(scene.sessionOf(again)).isEqualTo(next);
    }

    @Test
    void nothing_is_done_while_another_process_has_the_pipe_too() throws IOException, InterruptedException {
        RemoteNode node = scene.node("node", BRIEF);
        ProcessHandle companion = node.companion();
        String session = scene.sessionOf(node);
        Process heir = CompanionScene.holdPipeOf(companion, node);
        try {
            node.kill();
            scene.awaitOver(session);
            assertThat(companion.isAlive()).isTrue();
            CompanionScene.assertQuiet(node);
        } finally {
            heir.destroyForcibly().waitFor();
        }
        scene.awaitNoCompanion();
        assertThat(node.output()).contains("ZooKeeper session " + session + " is over already");
    }

    @Test
    void a_companion_that_dies_is_replaced_and_the_next_one_does_its_work() {
        RemoteNode node = scene.node("node", ENDLESS);
        String session = scene.sessionOf(node);
        ProcessHandle first = node.companion();
        first.destroyForcibly();
        eventually().until(() -> !first.isAlive());
        eventually().until(() -> node.output().contains("has no crash companion"));
        ProcessHandle second = scene.companionOf(node);
        assertThat(second.pid()).isNotEqualTo(first.pid());
        assertThat(scene.isKnown(session)).isTrue();
        node.kill();
        scene.awaitTakeover(node, session);
    }

    @Test
    void a_stopped_companion_is_killed_when_the_node_closes() {
        RemoteNode node = scene.nodeThatCloses("node", ENDLESS);
        String session = scene.sessionOf(node);
        CompanionScene.signal(node.companion(), "STOP");
        node.tell("close");
        assertThat(node.awaitExit()).isZero();
        assertThat(scene.isKnown(session)).isFalse();
        scene.awaitNoCompanion();
        CompanionScene.assertQuiet(node);
    }

    @Test
    void a_supervisor_that_is_closed_leaves_the_session_of_a_client_of_the_users_alone() throws Exception {
        try (CuratorFramework client = scene.fleet.zk().newClient()) {
            assertThat(client.blockUntilConnected(10, TimeUnit.SECONDS)).isTrue();
            scene.fleet.join(
                    "node", scene.fleet.quick("node").client(client).crashCompanion(CrashCompanion.subprocess()));
            long session = client.getZookeeperClient().getZooKeeper().getSessionId();
            ProcessHandle companion = eventually()
                    .until(CompanionRestraintIT::companionOfThisJvm, Optional::isPresent)
                    .orElseThrow();
            scene.fleet.leave("node");
            assertThat(companion.isAlive()).isFalse();
            client.sync().forPath("/");
            assertThat(client.checkExists().forPath(scene.fleet.path("/layout")))
                    .isNotNull();
            assertThat(client.getZookeeperClient().getZooKeeper().getSessionId())
                    .isEqualTo(session);
        }
    }

    private static Optional<ProcessHandle> companionOfThisJvm() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").endsWith(CompanionMain.class.getName()))
                .findFirst();
    }

    @Test
    void a_companion_that_is_started_by_a_script_that_stays_between_is_not_believed() {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "\"$@\"; true", "sh"));
        command.addAll(CompanionCommand.ofThisJvm(CompanionLibraries.of(CompanionCommand.places())));
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        Logger logger = (Logger) LoggerFactory.getLogger(CompanionKeeper.class);
        logger.addAppender(logged);
        try {
            scene.fleet.join("node", scene.fleet.builder("node").crashCompanion(CrashCompanion.subprocess(command)));
            eventually()
                    .until(() -> List.copyOf(logged.list).stream()
                            .anyMatch(event -> event.getFormattedMessage().contains("has no crash companion")));
        } finally {
            logger.detachAppender(logged);
        }
    }

    @Test
    void a_companion_that_cannot_reach_zookeeper_gives_up_when_the_session_expires() throws Exception {
        RemoteNode node = scene.node("node", BRIEF);
        CompanionScene.awaitIgnoringSignals(node.companion());
        scene.fleet.zk().server().stop();
        node.kill();
        scene.awaitNoCompanion();
        assertThat(node.output()).containsOnlyOnce("could not be ended and will expire");
    }
}
