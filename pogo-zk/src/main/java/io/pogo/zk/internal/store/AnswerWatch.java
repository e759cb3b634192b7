package io.pogo.zk.internal.store;

import io.pogo.engine.base.Words;
import io.pogo.engine.store.UnclearAnswer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.zookeeper.ZooKeeper;

/**
 * The requests of one ZooKeeper handle that are not answered yet. A handle whose send thread has died, as after a full
 * heap, answers nothing any more and reports nothing: it is deaf. Requests are answered in the order in which they were
 * made, so it is enough to look at the oldest one. On any thread.
 */
public final class AnswerWatch {
    private static final Duration LEAST = Duration.ofSeconds(2);
    private static final Duration MORE = Duration.ofSeconds(1);

    /**
     * The extra time while there is no connection: requests fail with each attempt to make one, which takes at most the
     * session timeout.
     */
    private static final Duration MORE_WHILE_AWAY = Duration.ofSeconds(30);

    private record Expected(CompletableFuture<?> answer, long sentNanos) {}

    private final ZooKeeper zooKeeper;
    private final Consumer<String> onUnclear;
    private final Queue<Expected> expected = new ArrayDeque<>();
    private boolean deaf;

    /**
     * Creates a watch over no requests.
     *
     * @param onUnclear called on ZooKeeper's event thread with a description of each unclear answer
     */
    public AnswerWatch(ZooKeeper zooKeeper, Consumer<String> onUnclear) {
        this.zooKeeper = zooKeeper;
        this.onUnclear = onUnclear;
    }

    public ZooKeeper zooKeeper() {
        return zooKeeper;
    }

    /**
     * Makes a request that completes the future. Never throws. If the handle is deaf, no request is made and the future
     * fails; it also fails when the client has no memory or stack left to make the request.
     */
    <T> CompletableFuture<T> ask(Consumer<CompletableFuture<T>> request) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        if (!expect(answer)) {
            answer.completeExceptionally(new UnclearAnswer("the ZooKeeper client answers nothing any more"));
            return answer;
        }
        try {
            request.accept(answer);
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        } catch (Error e) {
            String what = "a request could not be made: " + Words.of(e);
            answer.completeExceptionally(new UnclearAnswer(what));
            report(what);
        }
        return answer;
    }

    private void report(String what) {
        try {
            onUnclear.accept(what);
        } catch (Error e) {
            // There is still no memory. The next request that is not answered is noticed.
        }
    }

    private synchronized boolean expect(CompletableFuture<?> answer) {
        if (!deaf) {
            forgetAnswered();
            expected.add(new Expected(answer, System.nanoTime()));
        }
        return !deaf;
    }

    /**
     * Reports an answer that neither grants nor refuses a request, and returns the failure for it; the caller must make
     * the request again.
     */
    UnclearAnswer unclear(int rc, String path) {
        String what = "ZooKeeper answered " + rc + " to a request for " + path;
        onUnclear.accept(what);
        return new UnclearAnswer(what);
    }

    /** Returns whether the oldest unanswered request has waited for longer than any answer takes. */
    public synchronized boolean isOverdue() {
        forgetAnswered();
        Expected oldest = expected.peek();
        return oldest != null && System.nanoTime() - oldest.sentNanos() > limit().toNanos();
    }

    /** Fails all unanswered requests, and every later one. */
    public void giveUp() {
        List<Expected> unanswered;
        synchronized (this) {
            deaf = true;
            unanswered = List.copyOf(expected);
            expected.clear();
        }
        UnclearAnswer failure = new UnclearAnswer("no answer within " + limit().toMillis() + " ms");
        unanswered.forEach(request -> request.answer().completeExceptionally(failure));
    }

    private void forgetAnswered() {
        while (!expected.isEmpty() && expected.peek().answer().isDone()) {
            expected.remove();
        }
    }

    private Duration limit() {
        Duration timeout = Duration.ofMillis(zooKeeper.getSessionTimeout());
        Duration limit = timeout.plus(zooKeeper.getState().isConnected() ? MORE : MORE_WHILE_AWAY);
        return limit.compareTo(LEAST) < 0 ? LEAST : limit;
    }
}
