package io.pogo.zk;

import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildEvent;
import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.Ownership;
import io.pogo.SupervisorListener;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A child that fails after it was asked to stop: its user learns of it, and of many children in a few lines. */
class FailedStopIT {
    private static final int CHILDREN = 40;

    private final LoggedEvents log = LoggedEvents.ofAnApplication();
    private final List<ChildEvent> events = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        log.close();
    }

    @ParameterizedTest
    @EnumSource(Ownership.class)
    void what_a_child_throws_while_it_stops_is_logged_and_told(Ownership ownership) {
        try (Fleet fleet = new Fleet(ownership)) {
            DistributedSupervisor node = fleet.join(
                    "a",
                    fleet.builder("a")
                            .childType("saver", made -> context -> {
                                context.awaitStop(Duration.ofMinutes(1));
                                throw new IOException("the last state was not saved");
                            })
                            .listener(new SupervisorListener() {
                                @Override
                                public void onChild(ChildEvent event) {
                                    events.add(event);
                                }
                            }));
            List<String> ids =
                    IntStream.range(0, CHILDREN).mapToObj(i -> "c-" + i).toList();
            ids.forEach(id -> node.startChild(ChildSpec.of(id, "saver")));
            Fleet.eventually().until(() -> of(ChildEvent.Type.STARTED).size() == CHILDREN);
            log.clear();

            node.terminateChildren(ids);

            Fleet.eventually().until(() -> of(ChildEvent.Type.STOPPED).size() == CHILDREN);
            assertThat(of(ChildEvent.Type.STOPPED))
                    .allSatisfy(event -> assertThat(event.detail()).contains("the last state was not saved"));
            Fleet.eventually()
                    .until(() ->
                            log.of("io.pogo").stream().anyMatch(line -> line.contains("failed while it was asked")));
            assertThat(log.of("io.pogo"))
                    .filteredOn(line -> line.contains("failed while it was asked"))
                    .hasSizeLessThan(10)
                    .allSatisfy(line -> assertThat(line).contains("the last state was not saved"));
        }
    }

    private List<ChildEvent> of(ChildEvent.Type type) {
        return events.stream().filter(event -> event.type() == type).toList();
    }
}
