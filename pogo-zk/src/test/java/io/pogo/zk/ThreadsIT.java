package io.pogo.zk;

import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.Ownership;
import io.pogo.ScopeClient;
import io.pogo.ScopeWatch;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.MDC;

/** The threads that an application meets: what they know of it, and what they know of nobody else. */
@Timeout(60)
@SuppressWarnings("try") // a watch is only closed
class ThreadsIT extends InScope {
    private static final int BLOCKED_LISTENERS = 12;
    private static final int NESTED = 40;

    private final CompletableFuture<Map<String, String>> seenByChild = new CompletableFuture<>();
    private final CompletableFuture<ClassLoader> loaderOfChild = new CompletableFuture<>();

    private DistributedSupervisor nodeWithWitness(String id) {
        scope.offering("witness", made -> context -> {
            loaderOfChild.complete(Thread.currentThread().getContextClassLoader());
            seenByChild.complete(MDC.getCopyOfContextMap());
            Thread.currentThread().join();
        });
        return scope.node(id);
    }

    @Test
    void user_code_has_the_context_class_loader_of_whoever_built_the_supervisor() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader application = new URLClassLoader(new URL[0], before)) {
            Thread.currentThread().setContextClassLoader(application);
            DistributedSupervisor node = nodeWithWitness("a");
            CompletableFuture<ClassLoader> loaderOfListener = new CompletableFuture<>();
            ScopeWatch watch = node.watch(
                    update -> loaderOfListener.complete(Thread.currentThread().getContextClassLoader()));
            Thread.currentThread().setContextClassLoader(before);
            node.startChild(ChildSpec.of("c", "witness"));

            assertThat(loaderOfListener.get(10, TimeUnit.SECONDS)).isSameAs(application);
            assertThat(loaderOfChild.get(10, TimeUnit.SECONDS)).isSameAs(application);
            assertThat(loaderOfCallback(node)).isSameAs(application);
            watch.close();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /**
     * A callback that is added after the answer runs on the thread that adds it, so it is tried until it was added
     * before.
     */
    private static ClassLoader loaderOfCallback(DistributedSupervisor node) {
        AtomicReference<Thread> thread = new AtomicReference<>(Thread.currentThread());
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        while (thread.get() == Thread.currentThread()) {
            loader = node.whichChildrenAsync()
                    .thenApply(children -> {
                        thread.set(Thread.currentThread());
                        return Thread.currentThread().getContextClassLoader();
                    })
                    .join();
        }
        return loader;
    }

    @Test
    void no_thread_inherits_what_belongs_to_the_thread_that_starts_a_node() throws Exception {
        AtomicInteger inherited = new AtomicInteger();
        InheritableThreadLocal<String> users = new InheritableThreadLocal<>() {
            @Override
            protected String childValue(String parents) {
                inherited.incrementAndGet();
                return parents;
            }
        };
        users.set("the caller's");
        try {
            DistributedSupervisor node = nodeWithWitness("a");
            node.startChild(ChildSpec.of("c", "witness"));
            loaderOfChild.get(10, TimeUnit.SECONDS);
            node.whichChildrenAsync().get(10, TimeUnit.SECONDS);
            try (ScopeClient client = scope.client()) {
                client.whichChildrenAsync().get(10, TimeUnit.SECONDS);
            }
            assertThat(inherited).hasValue(0);
        } finally {
            users.remove();
        }
    }

    @Test
    void the_log_lines_of_a_child_name_it() throws Exception {
        DistributedSupervisor node = nodeWithWitness("a");
        node.startChild(ChildSpec.of("c", "witness"));

        Map<String, String> mdc = seenByChild.get(10, TimeUnit.SECONDS);

        assertThat(mdc)
                .containsEntry("pogo.scope", node.scope())
                .containsEntry("pogo.node", "a")
                .containsEntry("pogo.child", "c");
        assertThat(mdc.get("pogo.token")).startsWith("0x");
    }

    @Test
    void listeners_that_block_hold_up_neither_futures_nor_explanations_nor_other_listeners() throws Exception {
        DistributedSupervisor node = nodeWithWitness("a");
        node.startChild(ChildSpec.of("c", "witness"));
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(BLOCKED_LISTENERS);
        List<ScopeWatch> watches = new ArrayList<>();
        try {
            for (int i = 0; i < BLOCKED_LISTENERS; i++) {
                watches.add(node.watch(update -> {
                    blocked.countDown();
                    awaitQuietly(goOn);
                }));
            }
            assertThat(blocked.await(10, TimeUnit.SECONDS)).isTrue();

            assertThat(node.whichChildrenAsync()).succeedsWithin(Duration.ofSeconds(5));
            assertThat(node.explainAsync("c")).succeedsWithin(Duration.ofSeconds(5));
            CompletableFuture<Void> heard = new CompletableFuture<>();
            watches.add(node.watch(update -> heard.complete(null)));
            assertThat(heard).succeedsWithin(Duration.ofSeconds(5));
        } finally {
            goOn.countDown();
            watches.forEach(ScopeWatch::close);
        }
    }

    @Test
    void callbacks_that_wait_for_other_futures_do_not_wait_for_each_other() throws Exception {
        DistributedSupervisor node = nodeWithWitness("a");
        List<CompletableFuture<Integer>> all = new ArrayList<>();
        for (int i = 0; i < NESTED; i++) {
            all.add(node.whichChildrenAsync()
                    .thenApply(children -> node.whichChildrenAsync().join().size()));
        }

        assertThat(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)))
                .succeedsWithin(Duration.ofSeconds(20));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @EnumSource(Ownership.class)
    void callbacks_run_where_the_user_wants_them(Ownership ownership) throws Exception {
        ExecutorService users = Executors.newSingleThreadExecutor(task -> new Thread(task, "users-own"));
        try (DistributedSupervisor node = ZooKeeperSupervisor.builder()
                .connectString(scope.zk().connectString())
                .scope(TestZooKeeper.newScope())
                .ownership(ownership)
                .callbackExecutor(users)
                .start()) {
            CompletableFuture<String> watcher = new CompletableFuture<>();
            ScopeWatch watch =
                    node.watch(update -> watcher.complete(Thread.currentThread().getName()));
            assertThat(watcher.get(10, TimeUnit.SECONDS)).isEqualTo("users-own");
            watch.close();
            users.shutdown();
            assertThat(node.whichChildrenAsync()).succeedsWithin(Duration.ofSeconds(5));
        } finally {
            users.shutdownNow();
        }
    }
}
