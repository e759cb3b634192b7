package io.pogo.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pogo.engine.base.Futures;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Read;
import io.pogo.engine.store.Refusal;
import io.pogo.engine.store.Reply;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Stamp;
import io.pogo.engine.store.StoreFailure;
import io.pogo.engine.store.Watch;
import io.pogo.engine.store.Write;
import io.pogo.engine.store.Znode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The beliefs of the engine about a store. Each store has a test that extends this one. */
public abstract class StoreContract {
    private static final byte[] NOTHING = new byte[0];

    private final List<Session> opened = new ArrayList<>();
    private final List<String> changes = new CopyOnWriteArrayList<>();
    private final Watch watch = (path, kind) -> changes.add(kind + " " + path);
    private Session session;
    private String top;

    /** Opens a session of its own. */
    protected abstract Session open() throws Exception;

    /** Ends a session, as its owner does. */
    protected abstract void end(Session over) throws Exception;

    /** Ends a session without its owner's doing, as the store does with one that was silent for too long. */
    protected abstract void expire(Session over) throws Exception;

    /** Returns a path at which nothing is, and whose parent exists. */
    protected abstract String freshPath();

    @BeforeEach
    void begin() throws Exception {
        session = another();
        top = freshPath();
        get(session.create(top, NOTHING));
    }

    @AfterEach
    void close() throws Exception {
        for (Session each : opened) {
            end(each);
        }
    }

    private Session another() throws Exception {
        Session made = open();
        opened.add(made);
        return made;
    }

    private static <T> T get(CompletableFuture<T> answer) {
        return answer.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static StoreFailure refusal(CompletableFuture<?> request) {
        Throwable failure = request.handle((done, thrown) -> thrown).join();
        assertThat(Futures.cause(failure)).isInstanceOf(StoreFailure.class);
        return (StoreFailure) Futures.cause(failure);
    }

    private void eventually(String... expected) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(changes).containsExactly(expected));
    }

    @Test
    void what_is_missing_is_an_empty_answer() {
        assertThat(get(session.read(top + "/none"))).isEmpty();
        assertThat(get(session.exists(top + "/none", null))).isEmpty();
        assertThat(get(session.listing(top + "/none", null))).isEmpty();
        assertThat(get(session.children(top + "/none"))).isEmpty();
    }

    @Test
    void each_write_of_the_data_raises_the_version_and_a_znode_that_is_made_again_is_another_one() {
        String path = top + "/a";
        get(session.create(path, bytes("1")));
        Znode first = get(session.read(path)).orElseThrow();
        assertThat(first.version()).isZero();
        get(session.setData(path, bytes("2"), 0));
        Znode second = get(session.read(path)).orElseThrow();
        assertThat(second.data()).isEqualTo(bytes("2"));
        assertThat(second.version()).isOne();
        assertThat(second.czxid()).isEqualTo(first.czxid());
        assertThat(second.stamp().mzxid()).isGreaterThan(first.stamp().mzxid());

        get(session.delete(path, 1));
        get(session.create(path, bytes("3")));

        Znode third = get(session.read(path)).orElseThrow();
        assertThat(third.version()).isZero();
        assertThat(third.czxid()).isGreaterThan(second.stamp().mzxid());
    }

    @Test
    void a_refused_request_says_why() {
        get(session.create(top + "/a", NOTHING));
        get(session.create(top + "/a/b", NOTHING));
        get(session.write(List.of(Write.createEphemeral(top + "/e", NOTHING))));

        assertThat(refusal(session.create(top + "/a", NOTHING)).refusal()).isEqualTo(Refusal.EXISTS);
        assertThat(refusal(session.create(top + "/x/y", NOTHING)).refusal()).isEqualTo(Refusal.MISSING);
        assertThat(refusal(session.create(top + "/e/y", NOTHING)).refusal()).isEqualTo(Refusal.CHILDLESS);
        assertThat(refusal(session.setData(top + "/a", NOTHING, 7)).refusal()).isEqualTo(Refusal.VERSION);
        assertThat(refusal(session.setData(top + "/x", NOTHING, -1)).refusal()).isEqualTo(Refusal.MISSING);
        assertThat(refusal(session.delete(top + "/a", -1)).refusal()).isEqualTo(Refusal.NOT_EMPTY);
        assertThat(refusal(session.delete(top + "/x", -1)).refusal()).isEqualTo(Refusal.MISSING);
    }

    @Test
    void a_transaction_is_carried_out_as_a_whole_or_not_at_all_and_names_the_write_that_was_refused() {
        get(session.create(top + "/a", NOTHING));
        StoreFailure failure = refusal(session.write(List.of(
                Write.create(top + "/b", NOTHING), Write.put(top + "/a", bytes("2"), 0), Write.check(top + "/a", 9))));
        assertThat(failure.index()).isEqualTo(2);
        assertThat(failure.refusal()).isEqualTo(Refusal.VERSION);
        assertThat(get(session.children(top))).containsExactly("a");
        assertThat(get(session.read(top + "/a")).orElseThrow().version()).isZero();

        List<Optional<Stamp>> done = get(session.write(List.of(
                Write.exists(top + "/a"),
                Write.put(top + "/a", bytes("2"), 0),
                Write.create(top + "/b", NOTHING),
                Write.delete(top + "/b", 0))));
        assertThat(done).hasSize(4);
        assertThat(done.get(0)).isEmpty();
        assertThat(done.get(1).orElseThrow().version()).isOne();
        assertThat(done.get(3)).isEmpty();
        assertThat(get(session.children(top))).containsExactly("a");
    }

    @Test
    void a_znode_can_be_made_and_removed_in_one_transaction_to_prove_that_none_is_there_or_that_one_is_persistent() {
        get(session.write(List.of(Write.createEphemeral(top + "/e", NOTHING))));
        List<Write> proof = List.of(
                Write.create(top + "/e/x", NOTHING), Write.delete(top + "/e/x", 0), Write.delete(top + "/e", 0));
        assertThat(refusal(session.write(proof)).refusal()).isEqualTo(Refusal.CHILDLESS);
        get(session.delete(top + "/e", 0));
        get(session.create(top + "/e", NOTHING));
        get(session.write(proof));
        assertThat(get(session.read(top + "/e"))).isEmpty();
    }

    @Test
    void an_ephemeral_znode_belongs_to_its_session_and_ends_with_it() throws Exception {
        Session other = another();
        get(other.write(List.of(Write.createEphemeral(top + "/e", NOTHING))));
        assertThat(get(session.read(top + "/e")).orElseThrow().stamp().owner()).isEqualTo(other.id());
        assertThat(get(other.ephemerals())).anyMatch(path -> path.endsWith(top + "/e"));
        assertThat(get(session.ephemerals())).isEmpty();

        opened.remove(other);
        end(other);

        await().untilAsserted(() -> assertThat(get(session.read(top + "/e"))).isEmpty());
        assertThat(Failures.isLoss(refusal(other.create(top + "/f", NOTHING)))).isTrue();
        assertThat(get(session.read(top + "/f"))).isEmpty();
    }

    @Test
    void answers_come_in_the_order_of_the_requests() {
        List<Integer> answered = new CopyOnWriteArrayList<>();
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            int number = i;
            CompletableFuture<?> request = i % 2 == 0
                    ? session.create(top + "/" + i, NOTHING)
                    : session.write(List.of(Write.exists(top + "/" + (i - 1))));
            all.add(request.thenRun(() -> answered.add(number)));
        }
        all.forEach(StoreContract::get);
        assertThat(answered).isSorted().hasSize(50);
    }

    @Test
    void several_reads_in_one_request_are_answered_each_for_itself() {
        get(session.create(top + "/a", bytes("1")));
        List<Reply> replies = get(session.readAll(
                List.of(Read.data(top + "/a"), Read.data(top + "/none"), Read.names(top), Read.names(top + "/none"))));
        assertThat(replies.get(0).znode().orElseThrow().data()).isEqualTo(bytes("1"));
        assertThat(replies.get(1)).isEqualTo(Reply.missing());
        assertThat(replies.get(2).names()).contains(List.of("a"));
        assertThat(replies.get(3)).isEqualTo(Reply.missing());
    }

    @Test
    void a_watch_that_a_read_leaves_hears_of_one_change() {
        get(session.create(top + "/a", NOTHING));
        get(session.read(top + "/a", watch));
        get(session.exists(top + "/b", watch));
        get(session.listing(top + "/a", watch));
        get(session.setData(top + "/a", NOTHING, 0));
        get(session.setData(top + "/a", NOTHING, 1));
        eventually("WRITTEN " + top + "/a");
        get(session.create(top + "/b", NOTHING));
        get(session.create(top + "/a/c", NOTHING));
        eventually("WRITTEN " + top + "/a", "CREATED " + top + "/b", "LISTED " + top + "/a");
    }

    @Test
    void a_watch_of_a_tree_stays_and_hears_of_changes_before_answers_to_later_reads() {
        get(session.watchTree(top, watch));
        get(session.create(top + "/a", NOTHING));
        get(session.create(top + "/a/b", NOTHING));
        get(session.setData(top + "/a/b", NOTHING, 0));
        get(session.delete(top + "/a/b", 1));
        assertThat(changes)
                .containsExactly(
                        "CREATED " + top + "/a",
                        "CREATED " + top + "/a/b",
                        "WRITTEN " + top + "/a/b",
                        "DELETED " + top + "/a/b");
    }

    @Test
    void a_watch_that_was_taken_back_hears_nothing() {
        get(session.create(top + "/a", NOTHING));
        get(session.watch(top, watch));
        get(session.read(top + "/a", watch));
        session.unwatch(top, watch);
        session.unwatch(top + "/a", watch);
        get(session.setData(top + "/a", NOTHING, 0));
        get(session.create(top + "/b", NOTHING));
        assertThat(get(session.read(top + "/b"))).isPresent();
        assertThat(changes).isEmpty();
    }

    @Test
    void watches_set_together_hear_of_the_first_change_after_the_transaction_that_they_name() {
        List<String> paths = List.of(top + "/a", top + "/gone", top + "/written", top + "/again");
        List<Optional<Stamp>> made = get(session.write(
                paths.stream().map(path -> Write.createEphemeral(path, NOTHING)).toList()));
        long since = made.get(0).orElseThrow().czxid();
        get(session.delete(top + "/gone", -1));
        get(session.setData(top + "/written", NOTHING, -1));
        get(session.delete(top + "/again", -1));
        get(session.create(top + "/again", NOTHING));

        get(session.watchSince(since, paths.stream().collect(Collectors.toMap(path -> path, path -> watch))));

        assertThat(changes)
                .containsExactlyInAnyOrder(
                        "DELETED " + top + "/gone", "WRITTEN " + top + "/written", "WRITTEN " + top + "/again");
        changes.clear();
        get(session.delete(top + "/a", -1));
        get(session.delete(top + "/written", -1));
        get(session.create(top + "/a", NOTHING));
        assertThat(get(session.read(top + "/a"))).isPresent();
        assertThat(changes).containsExactly("DELETED " + top + "/a");
    }

    @Test
    void watches_set_together_that_were_taken_back_hear_nothing() {
        get(session.create(top + "/a", NOTHING));
        get(session.create(top + "/b", NOTHING));
        long since = get(session.read(top + "/b")).orElseThrow().czxid();
        get(session.watchSince(since, Map.of(top + "/a", watch, top + "/b", watch)));
        session.unwatch(top + "/a", watch);
        get(session.delete(top + "/a", -1));
        get(session.delete(top + "/b", -1));
        assertThat(get(session.read(top + "/b"))).isEmpty();
        assertThat(changes).containsExactly("DELETED " + top + "/b");
    }

    @Test
    void a_proof_says_whether_the_znode_is_there() {
        assertThat(get(session.prove(top))).isEmpty();
        assertThat(get(session.prove(top + "/none"))).contains(Refusal.MISSING);
    }

    @Test
    void a_change_is_reported_before_any_answer_that_reflects_it() throws Exception {
        Session other = another();
        for (int round = 0; round < 20; round++) {
            String path = top + "/" + round;
            get(other.create(path, NOTHING));
            get(session.read(path, watch));
            CompletableFuture<Void> write = other.setData(path, NOTHING, 0);
            Optional<Boolean> heard = Optional.empty();
            while (heard.isEmpty()) {
                heard = get(session.read(path).thenApply(found -> heardOnceWritten(found.orElseThrow())));
            }
            assertThat(heard).contains(true);
            get(write);
        }
    }

    /** Returns, on the thread of the answer, whether the change was reported; empty if it was not made yet. */
    private Optional<Boolean> heardOnceWritten(Znode found) {
        return found.version() == 0 ? Optional.empty() : Optional.of(changes.contains("WRITTEN " + found.path()));
    }

    @Test
    void a_watch_that_is_left_twice_hears_once_and_a_refused_transaction_is_not_heard() {
        get(session.create(top + "/a", NOTHING));
        get(session.read(top + "/a", watch));
        get(session.exists(top + "/a", watch));
        assertThat(refusal(session.write(List.of(Write.put(top + "/a", NOTHING, 0), Write.exists(top + "/none"))))
                        .refusal())
                .isEqualTo(Refusal.MISSING);
        assertThat(get(session.read(top + "/a")).orElseThrow().version()).isZero();
        assertThat(changes).isEmpty();
        get(session.setData(top + "/a", NOTHING, 0));
        assertThat(changes).containsExactly("WRITTEN " + top + "/a");
    }

    @Test
    void a_watch_of_a_znode_that_is_deleted_hears_of_it() {
        get(session.create(top + "/a", NOTHING));
        get(session.exists(top + "/a", watch));
        get(session.delete(top + "/a", 0));
        assertThat(changes).containsExactly("DELETED " + top + "/a");
        get(session.create(top + "/a", NOTHING));
        assertThat(changes).hasSize(1);
    }

    @Test
    void a_watch_that_stays_hears_of_a_znode_and_of_the_list_of_its_children_only() {
        get(session.watch(top, watch));
        get(session.create(top + "/a", NOTHING));
        get(session.create(top + "/a/b", NOTHING));
        get(session.setData(top, NOTHING, 0));
        get(session.delete(top + "/a/b", 0));
        get(session.delete(top + "/a", 0));
        assertThat(changes).containsExactly("LISTED " + top, "WRITTEN " + top, "LISTED " + top);
    }

    @Test
    void a_watch_of_a_tree_that_was_taken_back_hears_nothing_and_another_one_there_goes_on() {
        List<String> others = new CopyOnWriteArrayList<>();
        Watch other = (path, kind) -> others.add(kind + " " + path);
        get(session.watchTree(top, watch));
        get(session.watchTree(top, other));
        get(session.create(top + "/a", NOTHING));
        session.unwatch(top, watch);
        get(session.create(top + "/a/b", NOTHING));
        assertThat(changes).containsExactly("CREATED " + top + "/a");
        assertThat(others).containsExactly("CREATED " + top + "/a", "CREATED " + top + "/a/b");
        session.unwatch(top, other);
        get(session.delete(top + "/a/b", 0));
        assertThat(get(session.read(top + "/a/b"))).isEmpty();
        assertThat(others).hasSize(2);
    }

    @Test
    void each_child_that_comes_or_goes_raises_the_version_of_the_list_and_nothing_else_of_its_parent() {
        Stamp before = get(session.exists(top, null)).orElseThrow();
        get(session.create(top + "/a", NOTHING));
        get(session.write(List.of(Write.create(top + "/b", NOTHING), Write.create(top + "/a/x", NOTHING))));
        get(session.setData(top + "/a", NOTHING, 0));
        refusal(session.write(List.of(Write.create(top + "/c", NOTHING), Write.exists(top + "/none"))));
        get(session.delete(top + "/b", 0));
        Stamp after = get(session.listing(top, null)).orElseThrow().stamp();
        assertThat(after.childrenVersion()).isEqualTo(before.childrenVersion() + 3);
        assertThat(after.children()).isOne();
        assertThat(after.version()).isEqualTo(before.version());
        assertThat(after.mzxid()).isEqualTo(before.mzxid());
    }

    @Test
    void what_a_transaction_reports_of_a_znode_is_its_state() {
        get(session.create(top + "/a", NOTHING));
        List<Optional<Stamp>> done = get(session.write(
                List.of(Write.createEphemeral(top + "/e", bytes("1")), Write.put(top + "/a", bytes("2"), 0))));
        Stamp made = get(session.read(top + "/e")).orElseThrow().stamp();
        done.get(0).ifPresent(told -> assertThat(told).isEqualTo(made));
        assertThat(done.get(1))
                .contains(get(session.read(top + "/a")).orElseThrow().stamp());
        assertThat(made.czxid()).isEqualTo(done.get(1).orElseThrow().mzxid());
    }

    @Test
    void a_session_that_expires_takes_its_ephemeral_znodes_along_and_its_owner_is_away() throws Exception {
        Session other = another();
        List<String> othersChanges = new CopyOnWriteArrayList<>();
        get(other.watch(top, (path, kind) -> othersChanges.add(kind + " " + path)));
        get(other.write(
                List.of(Write.createEphemeral(top + "/e", NOTHING), Write.createEphemeral(top + "/f", NOTHING))));
        get(other.create(top + "/stays", NOTHING));
        get(session.watchTree(top, watch));

        expire(other);

        await().untilAsserted(() ->
                assertThat(changes).containsExactlyInAnyOrder("DELETED " + top + "/e", "DELETED " + top + "/f"));
        assertThat(get(session.children(top))).containsExactly("stays");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(othersChanges).contains("AWAY " + top));
        assertThat(Failures.isLoss(refusal(other.create(top + "/late", NOTHING))))
                .isTrue();
        assertThat(get(session.read(top + "/late"))).isEmpty();
    }
}
