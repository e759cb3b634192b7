package io.pogo.zk;

import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.MemberEvent;
import io.pogo.MemberInfo;
import io.pogo.ScopeClient;
import io.pogo.SupervisorListener;
import io.pogo.View;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A node on which all children fail draws no others, whoever plans, until it is good again. */
class SuspectIT extends InScope {
    private static final String BAD = "bad";

    private final AtomicBoolean failing = new AtomicBoolean(true);
    private final AtomicInteger crashes = new AtomicInteger();
    private final List<MemberEvent> events = new CopyOnWriteArrayList<>();

    private DistributedSupervisor node(String id) {
        scope.offering(
                "picky",
                made -> scope.workers().recorded(context -> {
                    if (context.nodeId().equals(BAD) && failing.get()) {
                        crashes.incrementAndGet();
                        throw new IllegalStateException("nothing works here");
                    }
                    Thread.currentThread().join();
                }));
        return scope.node(
                id,
                builder -> builder.quarantine(Duration.ofMillis(500)).listener(new SupervisorListener() {
                    @Override
                    public void onMember(MemberEvent event) {
                        events.add(event);
                    }
                }));
    }

    @Test
    void a_bad_node_is_found_out_by_a_few_children_and_gets_its_share_when_it_is_good_again() {
        DistributedSupervisor a = node("a");
        DistributedSupervisor b = node("b");
        a.startChildren(IntStream.range(0, 60)
                .mapToObj(i -> ChildSpec.of("child-" + i, "picky"))
                .toList());
        eventually(() -> assertThat(a.whichChildren(View.LOCAL)).hasSize(30));

        node(BAD);
        ScopeClient client = scope.client();
        eventually(() -> assertThat(client.members())
                .filteredOn(member -> member.id().equals(BAD))
                .flatExtracting(MemberInfo::suspectTypes)
                .containsExactly("picky"));
        assertThat(crashes).hasValueBetween(3, 10);
        eventually(() -> assertThat(events).contains(new MemberEvent(MemberEvent.Type.SUSPECT, BAD)));
        eventually(() -> assertThat(b.explain("child-0").elsewhere().get(BAD)).startsWith("suspect: "));

        int before = crashes.get();
        scope.leave("a");
        eventually(() -> assertThat(b.whichChildren(View.LOCAL)).hasSize(60));
        assertThat(crashes.get() - before).isLessThanOrEqualTo(2);

        failing.set(false);
        b.undrain(BAD);
        eventually(() -> assertThat(b.whichChildren(View.LOCAL)).hasSize(30));
        assertThat(client.members()).allMatch(member -> member.suspectTypes().isEmpty());
    }
}
