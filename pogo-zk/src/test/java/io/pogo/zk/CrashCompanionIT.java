package io.pogo.zk;

import static io.pogo.zk.CompanionScene.ENDLESS;
import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.DistributedSupervisor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way in which a JVM can end, with a companion; sessions are so long that they cannot expire within a test. */
class CrashCompanionIT {
    private final CompanionScene scene = new CompanionScene();

    @AfterEach
    void end() {
        scene.close();
    }

    @Test
    void children_of_a_killed_node_run_elsewhere_long_before_its_session_could_expire() {
        DistributedSupervisor survivor = scene.fleet.join("survivor");
        RemoteNode node = scene.node("node", ENDLESS);
        survivor.startChildren(Fleet.specs("c", 20));
        eventually().until(() -> node.running().size() == 10);
        String session = scene.sessionOf(node);
        node.kill();
        scene.fleet.awaitRunning(20);
        scene.awaitTakeover(node, session);
    }

    @Test
    void a_killed_node_that_comes_back_at_once_need_not_wait_for_its_own_session() {
        RemoteNode node = scene.node("node", ENDLESS);
        String session = scene.sessionOf(node);
        node.kill();
        RemoteNode again = scene.node("node", ENDLESS);
        assertThat(scene.sessionOf(again)).isNotEqualTo(session);
        assertThat(scene.isKnown(session)).isFalse();
        CompanionScene.assertQuiet(again);
    }

    @Test
    void the_session_of_a_client_of_the_users_is_ended_too() {
        RemoteNode node = scene.node("node", ENDLESS, "-D" + NodeProcess.OWN_CLIENT + "=true");
        String session = scene.sessionOf(node);
        node.kill();
        scene.awaitTakeover(node, session);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SEGV", "ABRT", "KILL", "INT", "TERM", "HUP"})
    void a_signal_that_ends_the_jvm_ends_its_session(String signal) {
        RemoteNode node = scene.node("node", ENDLESS, "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=/dev/null");
        String session = scene.sessionOf(node);
        node.signal(signal);
        node.awaitEnd();
        scene.awaitTakeover(node, session);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "HUP"})
    void a_signal_to_the_whole_group_does_not_end_the_companion_before_it_has_done_its_work(String signal) {
        RemoteNode node = scene.node("node", ENDLESS);
        String session = scene.sessionOf(node);
        CompanionScene.awaitIgnoringSignals(node.companion());
        node.signalGroup(signal);
        node.awaitEnd();
        scene.awaitTakeover(node, session);
    }

    @Test
    void running_out_of_memory_ends_the_session() {
        RemoteNode node = scene.node("node", ENDLESS, "-XX:+ExitOnOutOfMemoryError");
        String session = scene.sessionOf(node);
        node.tell("oom");
        assertThat(node.awaitExit()).isEqualTo(3);
        scene.awaitTakeover(node, session);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit", "return", "halt"})
    void a_jvm_that_ends_by_itself_without_a_close_ends_its_session(String how) {
        RemoteNode node = scene.node("node", ENDLESS);
        String session = scene.sessionOf(node);
        node.tell(how);
        node.awaitEnd();
        scene.awaitTakeover(node, session);
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "exit", "return"})
    void a_node_that_closes_says_farewell_and_its_companion_ends_without_a_word(String how) {
        RemoteNode node = scene.nodeThatCloses("node", ENDLESS);
        String session = scene.sessionOf(node);
        node.tell(how);
        node.awaitEnd();
        assertThat(scene.isKnown(session)).isFalse();
        scene.awaitNoCompanion();
        CompanionScene.assertQuiet(node);
    }

    @Test
    void a_ctrl_c_in_a_terminal_closes_the_node_as_ever() {
        RemoteNode node = scene.nodeThatCloses("node", ENDLESS);
        String session = scene.sessionOf(node);
        CompanionScene.awaitIgnoringSignals(node.companion());
        node.signalGroup("INT");
        node.awaitEnd();
        assertThat(scene.isKnown(session)).isFalse();
        scene.awaitNoCompanion();
        CompanionScene.assertQuiet(node);
    }
}
