package io.pogo.zk;

import static io.pogo.zk.TestScope.WORKER;
import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildEvent;
import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.MemberEvent;
import io.pogo.Restart;
import io.pogo.SupervisorListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What listeners hear. */
class ListenerIT extends InScope {
    /** Writes down what it hears. */
    private static final class Diary implements SupervisorListener {
        private final List<String> children = new CopyOnWriteArrayList<>();
        private final List<MemberEvent> members = new CopyOnWriteArrayList<>();
        private final List<ChildEvent> events = new CopyOnWriteArrayList<>();

        @Override
        public void onChild(ChildEvent event) {
            events.add(event);
            children.add(event.type() + " " + event.childId() + " " + event.incarnation());
        }

        @Override
        public void onMember(MemberEvent event) {
            members.add(event);
        }
    }

    private final Diary diary = new Diary();

    private List<String> details() {
        return diary.events.stream()
                .map(event -> event.type() + " " + event.detail())
                .toList();
    }

    private DistributedSupervisor node(String id) {
        return scope.node(id, builder -> builder.listener(diary).quarantine(Duration.ofMinutes(1)));
    }

    @Test
    void a_childs_life_is_told_in_order() {
        scope.offering("crashes once", made -> context -> {
            if (context.incarnation() == 1) {
                throw new IllegalStateException("oh");
            }
            Thread.currentThread().join();
        });
        DistributedSupervisor node = node("a");
        node.startChild(ChildSpec.of("child", "crashes once"));
        eventually(() -> assertThat(diary.children).contains("STARTED child 2"));
        node.restartChild("child");
        eventually(() -> assertThat(diary.children).contains("STARTED child 3"));
        node.terminateChild("child");

        eventually(() -> assertThat(diary.children)
                .containsExactly(
                        "ASSIGNED child 0",
                        "OWNED child 0",
                        "STARTED child 1",
                        "CRASHED child 1",
                        "RESTARTING child 1",
                        "STARTED child 2",
                        "STOPPING child 2",
                        "STOPPED child 2",
                        "STARTED child 3",
                        "STOPPING child 3",
                        "STOPPED child 3",
                        "RELEASED child 3"));
        assertThat(diary.events).allMatch(event -> event.nodeId().equals("a"));
        assertThat(diary.events.get(0).fencingToken()).isZero();
        assertThat(diary.events.subList(1, 12)).allMatch(event -> event.fencingToken() > 0);
        assertThat(details())
                .contains(
                        "ASSIGNED FIRST_START",
                        "STARTED FIRST_START",
                        "RESTARTING in 100 ms",
                        "STARTED RESTART",
                        "STOPPING to be run afresh",
                        "STOPPING no longer assigned to this node")
                .anyMatch(detail -> detail.startsWith("CRASHED") && detail.contains("oh"));
    }

    @Test
    void a_normal_end_and_a_giving_up_are_told() {
        scope.offering("done", made -> context -> {});
        scope.offering("broken", made -> {
            throw new IllegalStateException("no");
        });
        DistributedSupervisor node = node("a");
        node.startChild(ChildSpec.of("done", "done").withRestart(Restart.TRANSIENT));
        eventually(() -> assertThat(diary.children)
                .containsExactly(
                        "ASSIGNED done 0", "OWNED done 0", "STARTED done 1", "COMPLETED done 1", "RELEASED done 1"));
        diary.children.clear();

        node.startChild(ChildSpec.of("broken", "broken").withMaxRestarts(0, Duration.ofSeconds(1)));

        eventually(() -> assertThat(diary.children)
                .containsExactly(
                        "ASSIGNED broken 0",
                        "OWNED broken 0",
                        "CRASHED broken 1",
                        "GAVE_UP broken 1",
                        "RELEASED broken 1"));
    }

    @Test
    void a_child_that_stays_up_for_its_period_after_a_crash_has_recovered() {
        scope.offering("crashes once", made -> context -> {
            if (context.incarnation() == 1) {
                throw new IllegalStateException("oh");
            }
            Thread.currentThread().join();
        });

        node("a").startChild(ChildSpec.of("child", "crashes once").withMaxRestarts(3, Duration.ofMillis(300)));

        eventually(() -> assertThat(diary.children).endsWith("STARTED child 2", "RECOVERED child 2"));
    }

    @Test
    void a_move_is_told_by_the_node_that_gives_and_by_the_one_that_takes() {
        Diary other = new Diary();
        DistributedSupervisor a = node("a");
        a.startChild(ChildSpec.of("child", WORKER));
        scope.awaitRunning("child");
        scope.node("b", builder -> builder.listener(other));

        a.close();

        eventually(
                () -> assertThat(diary.children).endsWith("STOPPING child 1", "STOPPED child 1", "RELEASED child 1"));
        eventually(() ->
                assertThat(other.children).containsExactly("ASSIGNED child 0", "OWNED child 0", "STARTED child 1"));
        assertThat(other.events.get(2).detail()).isEqualTo("MOVED");
        assertThat(other.events.get(1).fencingToken())
                .isGreaterThan(diary.events.get(0).fencingToken());
    }

    @Test
    void members_that_join_drain_and_leave_are_told() {
        DistributedSupervisor a = node("a");
        DistributedSupervisor b = scope.node("b");
        eventually(() -> assertThat(diary.members).hasSize(2));
        b.startChild(ChildSpec.of("child", WORKER));
        scope.awaitRunning("child");

        b.close();

        eventually(() -> assertThat(diary.members)
                .startsWith(
                        new MemberEvent(MemberEvent.Type.JOINED, "a"), new MemberEvent(MemberEvent.Type.JOINED, "b"))
                .endsWith(new MemberEvent(MemberEvent.Type.LEFT, "b")));
        assertThat(a.members()).hasSize(1);
    }

    @Test
    void a_listener_that_throws_or_is_slow_harms_nothing() {
        CountDownLatch mayGoOn = new CountDownLatch(1);
        DistributedSupervisor node = scope.node(
                "a",
                builder -> builder.listener(new SupervisorListener() {
                            @Override
                            public void onChild(ChildEvent event) {
                                throw new IllegalStateException("a bad listener");
                            }
                        })
                        .listener(new SupervisorListener() {
                            @Override
                            public void onChild(ChildEvent event) {
                                com.google.common.util.concurrent.Uninterruptibles.awaitUninterruptibly(mayGoOn);
                            }
                        })
                        .listener(diary));
        node.startChild(ChildSpec.of("one", WORKER));
        node.startChild(ChildSpec.of("two", WORKER));
        scope.awaitRunning("one", "two");
        assertThat(diary.children).isEmpty();

        mayGoOn.countDown();

        eventually(() -> assertThat(diary.children).contains("STARTED one 1", "STARTED two 1"));
    }

    @Test
    void a_listener_that_was_removed_hears_no_more() {
        DistributedSupervisor node = scope.node("a");
        Diary other = new Diary();
        node.addListener(other);
        node.addListener(other);
        node.addListener(diary);
        node.startChild(ChildSpec.of("one", WORKER));
        eventually(() -> assertThat(other.children).containsExactly("ASSIGNED one 0", "OWNED one 0", "STARTED one 1"));
        node.removeListener(other);

        node.terminateChild("one");

        eventually(() -> assertThat(diary.children).endsWith("STOPPED one 1", "RELEASED one 1"));
        assertThat(other.children).endsWith("STARTED one 1");
    }
}
