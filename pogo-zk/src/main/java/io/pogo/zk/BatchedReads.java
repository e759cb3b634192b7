package io.pogo.zk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;

/**
 * Reads many znodes in few requests: what is asked for while a bounded number of requests is under way is read together by the
 * next one. A read that is alone goes at once, as it is. They are carried out in the order in which they were asked for. Asked on
 * any thread; futures complete on ZooKeeper's event thread.
 *
 * <p>ZooKeeper's client drops the connection when an answer is longer than it takes. So a batch has as many znodes as fit into an
 * answer whatever their data: 15 with a client of ours, see {@link Handles}, and one with a caller's that is not made for more.
 */
final class BatchedReads {
    /** The most data that a znode can have, and what comes with it. */
    private static final int MOST_OF_ONE = 1024 * 1024 + 1024;

    private static final int MOST_TOGETHER = 15;
    private static final int BATCHES_UNDER_WAY = 8;

    /** When so many are under way already, the next one waits until it is full. */
    private static final int HASTY_BATCHES = 2;

    private static final int SINGLES_UNDER_WAY = 100;

    private final ZkSession session;
    private final int together;
    private final Queue<Read> waiting = new ArrayDeque<>();
    private int underWay;
    private boolean sending;

    BatchedReads(ZkSession session) {
        this.session = session;
        this.together = Math.max(1, Math.min(MOST_TOGETHER, session.longestAnswer() / MOST_OF_ONE));
    }

    /** The longest answer that the batches of a client may need. */
    static int longestAnswer() {
        return MOST_TOGETHER * MOST_OF_ONE;
    }

    private record Read(String path, CompletableFuture<Optional<Znode>> answer) {}

    CompletableFuture<Optional<Znode>> read(String path) {
        Read read = new Read(path, new CompletableFuture<>());
        synchronized (this) {
            waiting.add(read);
        }
        sendOn();
        return read.answer();
    }

    /** One thread sends; an answer that comes while it does leaves the next request to it. */
    private void sendOn() {
        synchronized (this) {
            if (sending) {
                return;
            }
            sending = true;
        }
        for (List<Read> batch = next(); !batch.isEmpty(); batch = next()) {
            send(batch);
        }
    }

    private synchronized List<Read> next() {
        List<Read> next = new ArrayList<>();
        if (underWay < mostUnderWay()) {
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
        if (together == 1) {
            return SINGLES_UNDER_WAY;
        }
        return waiting.size() < together ? HASTY_BATCHES : BATCHES_UNDER_WAY;
    }

    private void send(List<Read> batch) {
        if (batch.size() == 1) {
            sendSingle(batch.get(0));
            return;
        }
        List<Op> reads = batch.stream().map(read -> Op.getData(read.path())).toList();
        Futures.whenDone(session.readAll(reads), (results, failure) -> {
            answered();
            for (int i = 0; i < batch.size(); i++) {
                if (results != null) {
                    answer(batch.get(i), results.get(i));
                } else {
                    batch.get(i).answer().completeExceptionally(Objects.requireNonNull(failure));
                }
            }
        });
    }

    private void sendSingle(Read read) {
        Futures.whenDone(session.read(read.path()), (znode, failure) -> {
            answered();
            if (znode != null) {
                read.answer().complete(znode);
            } else {
                read.answer().completeExceptionally(Objects.requireNonNull(failure));
            }
        });
    }

    private void answered() {
        synchronized (this) {
            underWay--;
        }
        sendOn();
    }

    private static void answer(Read read, OpResult result) {
        if (result instanceof OpResult.GetDataResult found) {
            byte[] data = found.getData() == null ? new byte[0] : found.getData();
            read.answer().complete(Optional.of(new Znode(read.path(), data, found.getStat())));
            return;
        }
        int code = result instanceof OpResult.ErrorResult error ? error.getErr() : Code.SYSTEMERROR.intValue();
        if (code == Code.NONODE.intValue()) {
            read.answer().complete(Optional.empty());
        } else {
            read.answer().completeExceptionally(KeeperException.create(Code.get(code), read.path()));
        }
    }
}
