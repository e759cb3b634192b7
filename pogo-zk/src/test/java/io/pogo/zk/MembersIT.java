package io.pogo.zk;

import static io.pogo.zk.TestScope.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.MemberInfo;
import io.pogo.ScopeClient;
import io.pogo.engine.base.PogoVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the members of a scope announce of themselves, and which one plans. */
class MembersIT extends InScope {
    @Test
    void one_member_plans_and_when_it_leaves_another_one_does() {
        scope.node("a");
        scope.node("b");
        ScopeClient client = scope.client();
        eventually(() -> assertThat(planners(client)).containsExactly("a"));

        scope.leave("a");

        eventually(() -> assertThat(planners(client)).containsExactly("b"));
    }

    @Test
    void a_member_announces_its_version_and_when_it_joined() {
        Instant before = Instant.now().minus(Duration.ofSeconds(1));
        scope.node("a");

        MemberInfo member = scope.client().members().get(0);

        assertThat(member.joined()).isBetween(before, Instant.now());
        assertThat(member.version()).isEqualTo(PogoVersion.read().orElse(null));
    }

    @Test
    void a_session_that_is_lost_does_not_change_when_a_member_joined() {
        try (Relay relay = new Relay(scope.zk().server().getPort())) {
            scope.node("a", builder -> builder.connectString(relay.connectString()));
            ScopeClient client = scope.client();
            Instant joined = Objects.requireNonNull(client.members().get(0).joined());

            relay.cut();
            eventually(() -> assertThat(client.members()).isEmpty());
            relay.heal();

            eventually(() -> assertThat(client.members()).hasSize(1));
            assertThat(client.members().get(0).joined()).isEqualTo(joined);
            scope.leave("a");
        }
    }

    private static List<String> planners(ScopeClient client) {
        return client.members().stream()
                .filter(MemberInfo::planner)
                .map(MemberInfo::id)
                .toList();
    }
}
