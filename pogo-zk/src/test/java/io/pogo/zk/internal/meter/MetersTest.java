package io.pogo.zk.internal.meter;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.Uninterruptibles;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.cumulative.CumulativeCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pogo.ChildEvent;
import io.pogo.StartReason;
import io.pogo.engine.base.EventLoop;
import io.pogo.engine.events.Instruments;
import io.pogo.zk.TestScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The meters, and the table that documents them. */
class MetersTest {
    private static final Path TABLE = Path.of("..", "docs", "metrics.md");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Instruments meters = Meters.in(registry).make("my-scope", "a", List.of());

    private void tell(ChildEvent.Type type, StartReason reason) {
        meters.child(new ChildEvent(type, "child", "a", 1, 1, reason.name()));
    }

    /** Returns when the registry has heard all. */
    private void told() {
        long before = registry.get("pogo.loop.lag").timer().count();
        meters.lag(1);
        TestScope.eventually(
                () -> assertThat(registry.get("pogo.loop.lag").timer().count()).isGreaterThan(before));
    }

    /** A row is {@code | `name` | type | unit | `tag`, `tag` | meaning |}. */
    @Test
    void the_table_has_every_meter_with_its_type_unit_and_tags_and_no_other() throws IOException {
        List<String> documented = Files.readString(TABLE)
                .lines()
                .filter(line -> line.startsWith("| `pogo."))
                .map(line -> line.substring(0, line.lastIndexOf('|', line.length() - 2))
                        .replace("`", ""))
                .map(String::strip)
                .toList();

        assertThat(new TreeSet<>(documented))
                .hasSameSizeAs(documented)
                .isEqualTo(registry.getMeters().stream()
                        .map(MetersTest::row)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static String row(Meter meter) {
        Meter.Id id = meter.getId();
        String unit = id.getBaseUnit() == null ? "" : id.getBaseUnit();
        String tags = id.getTags().stream()
                .map(Tag::getKey)
                .filter(key -> !key.equals("scope") && !key.equals("node"))
                .collect(Collectors.joining(", "));
        return "| %s | %s | %s | %s"
                .formatted(id.getName(), id.getType().name().toLowerCase(Locale.ROOT), unit, tags)
                .replaceAll(" +", " ")
                .strip();
    }

    @Test
    void the_table_has_every_value_of_a_tag() throws IOException {
        String page = Files.readString(TABLE);
        assertThat(registry.getMeters())
                .flatExtracting(meter -> meter.getId().getTags())
                .filteredOn(
                        tag -> !tag.getKey().equals("scope") && !tag.getKey().equals("node"))
                .isNotEmpty()
                .allSatisfy(tag -> assertThat(page).contains("`" + tag.getValue() + "`"));
    }

    @Test
    void a_takeover_is_timed_from_the_assignment_to_the_run() {
        tell(ChildEvent.Type.ASSIGNED, StartReason.TAKEOVER);
        assertThat(registry.get("pogo.takeover").timer().count()).isZero();

        tell(ChildEvent.Type.STARTED, StartReason.TAKEOVER);

        told();
        assertThat(registry.get("pogo.takeover").timer().count()).isEqualTo(1);
        assertThat(registry.get("pogo.takeover").timer().totalTime(TimeUnit.NANOSECONDS))
                .isPositive();
        assertThat(registry.get("pogo.child.starts")
                        .tag("reason", "takeover")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void a_registry_whose_meters_fail_harms_nothing() {
        List<String> asked = new ArrayList<>();
        MeterRegistry failing = new SimpleMeterRegistry() {
            @Override
            protected Counter newCounter(Meter.Id id) {
                return new CumulativeCounter(id) {
                    @Override
                    public void increment(double amount) {
                        asked.add(id.getName());
                        throw new IllegalStateException("planted");
                    }
                };
            }
        };
        Instruments measured = Meters.in(failing).make("my-scope", "a", List.of());

        measured.child(new ChildEvent(ChildEvent.Type.CRASHED, "child", "a", 1, 1, "crash"));
        measured.child(new ChildEvent(ChildEvent.Type.STARTED, "child", "a", 1, 1, StartReason.MOVED.name()));

        measured.close();
        measured.awaitEnd();
        assertThat(asked).containsExactly("pogo.child.failures", "pogo.child.starts");
    }

    @Test
    @Timeout(10)
    void a_registry_that_blocks_keeps_nobody_waiting_and_hears_what_was_kept_for_it() throws InterruptedException {
        CountDownLatch goOn = new CountDownLatch(1);
        MeterRegistry blocking = new SimpleMeterRegistry() {
            @Override
            protected Counter newCounter(Meter.Id id) {
                return new CumulativeCounter(id) {
                    @Override
                    public void increment(double amount) {
                        Uninterruptibles.awaitUninterruptibly(goOn);
                        super.increment(amount);
                    }
                };
            }
        };
        Instruments measured = Meters.in(blocking).make("my-scope", "a", List.of());
        for (int i = 0; i < 100; i++) {
            measured.child(new ChildEvent(ChildEvent.Type.CRASHED, "child", "a", 1, 1, "crash"));
            measured.lag(1);
        }

        goOn.countDown();

        Counter crashes =
                blocking.get("pogo.child.failures").tag("reason", "crashed").counter();
        TestScope.eventually(() -> assertThat(crashes.count()).isEqualTo(100));
    }

    @Test
    @Timeout(10)
    void a_registry_that_blocks_when_meters_go_keeps_the_next_of_the_node_id_waiting_a_moment_only() {
        CountDownLatch goOn = new CountDownLatch(1);
        MeterRegistry blocking = new SimpleMeterRegistry() {
            @Override
            public @Nullable Meter remove(Meter meter) {
                Uninterruptibles.awaitUninterruptibly(goOn);
                return super.remove(meter);
            }
        };
        Instruments first = Meters.in(blocking).make("my-scope", "a", List.of());
        int all = blocking.getMeters().size();
        first.close();
        first.awaitEnd();
        Instruments next = Meters.in(blocking).make("my-scope", "a", List.of());
        next.lease(() -> Duration.ofMillis(700));

        goOn.countDown();

        TestScope.eventually(() -> {
            assertThat(blocking.getMeters()).hasSize(all);
            assertThat(blocking.get("pogo.lease.margin").gauge().value()).isEqualTo(0.7);
        });
        next.close();
        next.awaitEnd();
        assertThat(blocking.getMeters()).isEmpty();
    }

    @Test
    void one_that_starts_while_another_of_its_node_id_closes_keeps_its_meters() {
        Instruments next = Meters.in(registry).make("my-scope", "a", List.of());
        int all = registry.getMeters().size();
        next.lease(() -> Duration.ofMillis(700));
        Counter crashes =
                registry.get("pogo.child.failures").tag("reason", "crashed").counter();

        meters.close();
        meters.awaitEnd();

        assertThat(registry.getMeters()).hasSize(all);
        assertThat(registry.get("pogo.lease.margin").gauge().value()).isEqualTo(0.7);
        next.child(new ChildEvent(ChildEvent.Type.CRASHED, "child", "a", 1, 1, "crash"));
        next.close();
        TestScope.eventually(() -> assertThat(crashes.count()).isEqualTo(1));
        next.awaitEnd();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void one_that_is_refused_its_node_id_leaves_the_meters_of_the_one_that_has_it() {
        meters.lease(() -> Duration.ofMillis(1_500));
        Instruments refused = Meters.in(registry).make("my-scope", "a", List.of());
        refused.close();
        refused.awaitEnd();

        assertThat(registry.get("pogo.lease.margin").gauge().value()).isEqualTo(1.5);
    }

    @Test
    void what_a_child_did_before_it_was_released_does_not_count_later() {
        tell(ChildEvent.Type.ASSIGNED, StartReason.FIRST_START);
        tell(ChildEvent.Type.STARTED, StartReason.FIRST_START);
        tell(ChildEvent.Type.CRASHED, StartReason.FIRST_START);
        tell(ChildEvent.Type.RELEASED, StartReason.FIRST_START);
        tell(ChildEvent.Type.ASSIGNED, StartReason.RESTART);
        tell(ChildEvent.Type.STARTED, StartReason.RESTART);

        told();
        assertThat(registry.get("pogo.child.restarts")
                        .tag("reason", "requested")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("pogo.child.restarts")
                        .tag("reason", "crashed")
                        .counter()
                        .count())
                .isZero();
    }

    @Test
    void a_planner_that_is_deposed_shows_no_pending_children() {
        meters.planner(true);
        meters.pending(7);
        assertThat(registry.get("pogo.planner.pending").gauge().value()).isEqualTo(7);

        meters.planner(false);

        assertThat(registry.get("pogo.planner").gauge().value()).isZero();
        assertThat(registry.get("pogo.planner.pending").gauge().value()).isZero();
    }

    @Test
    void the_margin_is_that_of_the_present_stay() {
        meters.lease(() -> Duration.ofMillis(1_500));
        assertThat(registry.get("pogo.lease.margin").gauge().value()).isEqualTo(1.5);
    }

    @Test
    void the_lag_is_the_time_that_a_task_waits_behind_others() {
        EventLoop loop = new EventLoop("lag");
        loop.measureLag(meters::lag);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        loop.execute(() -> Uninterruptibles.awaitUninterruptibly(mayGoOn));
        long posted = System.nanoTime();
        loop.execute(() -> {});
        TestScope.eventually().until(() -> System.nanoTime() - posted > TimeUnit.MILLISECONDS.toNanos(20));
        mayGoOn.countDown();

        TestScope.eventually(
                () -> assertThat(registry.get("pogo.loop.lag").timer().count()).isEqualTo(2));
        assertThat(registry.get("pogo.loop.lag").timer().max(TimeUnit.MILLISECONDS))
                .isGreaterThanOrEqualTo(20);
        loop.close();
    }
}
