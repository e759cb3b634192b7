package io.pogo.zk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Arguments: 64 KiB in all, whatever they hold. */
class ArgumentsIT {
    private static final int LIMIT = 65_536;

    private final Fleet fleet = new Fleet();
    private final Map<String, Map<String, String>> received = new ConcurrentHashMap<>();

    @AfterEach
    void end() {
        fleet.close();
    }

    @Test
    void arguments_of_exactly_64_KiB_arrive_unchanged() {
        DistributedSupervisor a = recorder();
        // The worst cases: one byte that JSON writes as six, and three bytes a character.
        Map<String, String> controls = Map.of("k", "\u0001".repeat(LIMIT - 1));
        Map<String, String> wide = Map.of("k", "漢".repeat((LIMIT - 1) / 3));
        a.startChild(ChildSpec.of("controls", "recorder").withArguments(controls));
        a.startChild(ChildSpec.of("wide", "recorder").withArguments(wide));
        fleet.awaitRunning(2);
        assertThat(received).containsEntry("controls", controls).containsEntry("wide", wide);
    }

    @Test
    void many_children_with_64_KiB_each_can_be_asked_for_at_once() {
        DistributedSupervisor a = recorder();
        Map<String, String> controls = Map.of("k", "\u0001".repeat(LIMIT - 1));
        List<ChildSpec> specs = IntStream.range(0, 20)
                .mapToObj(i -> ChildSpec.of("c" + i, "recorder").withArguments(controls))
                .toList();
        assertThat(a.startChildren(specs)).hasSize(20);
        fleet.awaitRunning(20);
        assertThat(received.values()).hasSize(20).containsOnly(controls);
    }

    @Test
    void arguments_over_64_KiB_are_refused_naming_the_limit() {
        ChildSpec spec = ChildSpec.of("big", "recorder");
        assertThatThrownBy(() -> spec.withArguments(Map.of("k", "x".repeat(LIMIT))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the arguments of child \"big\" have 65537 bytes; at most 65536 are allowed");
        assertThatThrownBy(() -> spec.withArgument("k", "漢".repeat(LIMIT / 3)).withArgument("more", "é"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 65536 are allowed");
    }

    private DistributedSupervisor recorder() {
        return fleet.join("a", fleet.builder("a").childType("recorder", context -> {
            received.put(context.childId(), context.arguments());
            return fleet.workers().worker(context);
        }));
    }
}
