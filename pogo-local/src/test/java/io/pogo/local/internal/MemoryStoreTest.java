package io.pogo.local.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pogo.contract.StoreContract;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.UnclearAnswer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The store in memory is a store as the engine believes. */
class MemoryStoreTest extends StoreContract {
    private final MemoryServer server = new MemoryServer();
    private final Map<Session, MemoryStore> stores = new HashMap<>();
    private final List<String> events = new CopyOnWriteArrayList<>();

    @Override
    protected MemorySession open() {
        MemoryStore store = new MemoryStore(server, "test", Duration.ofSeconds(2));
        MemorySession session = store.session("[]", () -> events.add("end"), () -> events.add("unclear"));
        stores.put(session, store);
        return session;
    }

    @Override
    protected void end(Session over) {
        stores.remove(over).close("[]");
        if (stores.isEmpty()) {
            assertThat(server.sessions()).isZero();
            assertThat(server.watches()).isZero();
        }
    }

    @Override
    protected void expire(Session over) {
        assertThat(server.expire(over.id())).isTrue();
        assertThat(server.expire(over.id())).isFalse();
    }

    @Override
    protected String freshPath() {
        return "/top";
    }

    @Test
    void a_request_that_is_lost_is_not_carried_out_and_one_whose_answer_is_lost_is() throws Exception {
        MemorySession session = open();
        server.faults((id, path) -> path.equals("/a") ? Faults.Fate.LOST : Faults.Fate.ANSWER_LOST);
        assertUnclear(session.create("/a", new byte[0]));
        assertUnclear(session.create("/b", new byte[0]));
        server.faults(Faults.NONE);
        assertThat(session.children("/").get(10, TimeUnit.SECONDS)).containsExactly("b", "top");
        assertThat(events).containsExactly("unclear", "unclear");
        end(session);
    }

    @Test
    void the_znodes_of_a_session_that_was_cut_stay_until_it_is_closed() throws Exception {
        MemorySession session = open();
        String first = session.createNumbered("/top/latch-", new byte[0]).get(10, TimeUnit.SECONDS);
        String second = session.createNumbered("/top/latch-", new byte[0]).get(10, TimeUnit.SECONDS);
        assertThat(first).isEqualTo("/top/latch-0000000000");
        assertThat(second).isEqualTo("/top/latch-0000000001");
        assertThat(server.cut(session.id())).isTrue();
        assertThatThrownBy(() -> session.read("/top").get(10, TimeUnit.SECONDS)).hasMessageContaining("over");
        assertThat(events).containsExactly("end");
        assertThat(server.ownerOf(first)).isEqualTo(session.id());
        assertThat(session.timeout()).isPositive();
        end(session);
        assertThat(session.timeout()).isZero();
        assertThat(server.ownerOf(first)).isZero();
        assertThat(server.names("/top")).isEmpty();
    }

    private static void assertUnclear(CompletableFuture<?> answer) {
        assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(UnclearAnswer.class);
    }
}
