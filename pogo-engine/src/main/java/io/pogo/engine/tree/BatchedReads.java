package io.pogo.engine.tree;

import io.pogo.engine.base.Futures;
import io.pogo.engine.store.Read;
import io.pogo.engine.store.Reply;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.UnclearAnswer;
import io.pogo.engine.store.Znode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The reads and listings of many znodes in few requests: reads that are requested while a bounded number of requests is
 * under way are sent together in the next request. A single read is sent at once, without a batch. Reads are carried
 * out in the order in which they were requested. May be used on any thread; futures complete on ZooKeeper's event
 * thread.
 *
 * <p>ZooKeeper's client drops the connection when an answer is longer than its limit. So a batch contains at most as
 * many znodes as fit into an answer with the largest possible data: 40 with a client of Pogo's, see {@code Handles},
 * and one with a caller's client that has the default limit. A list of names has no maximum length, but those of a
 * scope's folders are short.
 */
public final class BatchedReads {
    /** The greatest length of a znode's data and the fields around it in an answer, in bytes. */
    private static final int MOST_OF_ONE = 1024 * 1024 + 1024;

    private static final int MOST_TOGETHER = 40;

    /** The greatest number of znodes under way in full batches; the answers have at most about as many MB. */
    private static final int UNDER_WAY = 120;

    /** The number of requests under way from which on the next batch waits until it is full. */
    private static final int HASTY_BATCHES = 2;

    private final Session session;
    private final int together;
    private final Queue<Part<?>> waiting = new ArrayDeque<>();
    private int underWay;
    private int held;
    private boolean sending;

    public BatchedReads(Session session) {
        this.session = session;
        this.together = Math.max(1, Math.min(MOST_TOGETHER, session.longestAnswer() / MOST_OF_ONE));
    }

    /** Returns the longest answer that the batches of a client may need, in bytes. */
    public static int longestAnswer() {
        return MOST_TOGETHER * MOST_OF_ONE;
    }

    public CompletableFuture<Optional<Znode>> read(String path) {
        return ask(new Part<>(Read.data(path), session::read, Reply::znode));
    }

    /** Returns the names of the children; empty if the znode is missing. */
    public CompletableFuture<List<String>> children(String path) {
        return ask(new Part<>(
                Read.names(path), session::children, reply -> reply.names().orElse(List.of())));
    }

    /**
     * Sends the reads that an action requests in as few requests as possible: none before the action has ended. The
     * action must not wait for an answer.
     */
    public void together(Runnable action) {
        hold(1);
        try {
            action.run();
        } finally {
            hold(-1);
            sendOn();
        }
    }

    private synchronized void hold(int more) {
        held += more;
    }

    private <T> CompletableFuture<T> ask(Part<T> read) {
        synchronized (this) {
            waiting.add(read);
        }
        sendOn();
        return read.answer;
    }

    /**
     * Sends the waiting reads. Only one thread sends at a time; an answer that arrives meanwhile leaves the next
     * request to that thread.
     */
    private void sendOn() {
        synchronized (this) {
            if (sending) {
                return;
            }
            sending = true;
        }
        boolean done = false;
        try {
            for (List<Part<?>> batch = next(); !batch.isEmpty(); batch = next()) {
                send(batch);
            }
            done = true;
        } finally {
            if (!done) {
                stopSending();
            }
        }
    }

    private synchronized void stopSending() {
        sending = false;
    }

    private synchronized List<Part<?>> next() {
        List<Part<?>> next = new ArrayList<>();
        if (held == 0 && underWay < mostUnderWay()) {
            while (!waiting.isEmpty() && next.size() < together) {
                next.add(waiting.remove());
            }
        }
        if (next.isEmpty()) {
            sending = false;
        } else {
            underWay++;
        }
        return next;
    }

    private int mostUnderWay() {
        return waiting.size() < together ? HASTY_BATCHES : UNDER_WAY / together;
    }

    private void send(List<Part<?>> batch) {
        try {
            if (batch.size() == 1) {
                sendAlone(batch.get(0));
            } else {
                sendTogether(batch);
            }
        } catch (Throwable e) {
            release();
            batch.forEach(
                    read -> read.answer.completeExceptionally(new UnclearAnswer("no request could be made: " + e)));
        }
    }

    private void sendTogether(List<Part<?>> batch) {
        List<Read> reads = batch.stream().map(part -> part.read).toList();
        Futures.whenDone(session.readAll(reads), (results, failure) -> {
            answered();
            for (int i = 0; i < batch.size(); i++) {
                if (results != null) {
                    batch.get(i).complete(results.get(i));
                } else {
                    batch.get(i).answer.completeExceptionally(Objects.requireNonNull(failure));
                }
            }
        });
    }

    private <T> void sendAlone(Part<T> read) {
        Futures.whenDone(read.alone.apply(read.read.path()), (found, failure) -> {
            answered();
            if (found != null) {
                read.answer.complete(found);
            } else {
                read.answer.completeExceptionally(Objects.requireNonNull(failure));
            }
        });
    }

    private void answered() {
        release();
        sendOn();
    }

    private synchronized void release() {
        underWay--;
    }

    /** The read of one znode, in a request of its own or as a part of a batch. */
    private static final class Part<T> {
        private final Read read;
        private final Function<String, CompletableFuture<T>> alone;
        private final Function<Reply, T> found;
        private final CompletableFuture<T> answer = new CompletableFuture<>();

        Part(Read read, Function<String, CompletableFuture<T>> alone, Function<Reply, T> found) {
            this.read = read;
            this.alone = alone;
            this.found = found;
        }

        void complete(Reply reply) {
            if (reply.failure() == null) {
                answer.complete(found.apply(reply));
            } else {
                answer.completeExceptionally(reply.failure());
            }
        }
    }
}
