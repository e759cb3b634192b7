package io.pogo.zk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;

/**
 * Reads many znodes in few requests: what is asked for while a bounded number of requests is under way is read together by the
 * next one. A read that is alone goes at once, as it is. They are carried out in the order in which they were asked for. Asked on
 * any thread; futures complete on ZooKeeper's event thread.
 *
 * <p>An answer of more than 1 MB is not taken by ZooKeeper's client, which drops the connection instead. Nearly all that Pogo writes
 * is small enough for a batch; a spec full of characters that JSON escapes, or somebody else's data, may not be. So after a loss of the
 * connection under batches as many reads as were lost are made one by one, which are those same ones if they are asked for
 * again, and batches are no larger from then on than the largest data seen in that way allows.
 */
final class BatchedReads {
    /** With 64 KiB of arguments each they stay below the limit. */
    private static final int BATCH = 15;

    private static final int MAX_BYTES = 1_000_000;

    private static final int UNDER_WAY = 8;

    private final ZkSession session;
    private final Queue<Read> waiting = new ArrayDeque<>();
    private int underWay;
    private int batch = BATCH;
    private int toReadSingly;
    private boolean sending;

    BatchedReads(ZkSession session) {
        this.session = session;
    }

    /** To read many znodes once. An earlier attempt that was cut short may have been so by its batches, so it is not batched again. */
    static Function<String, CompletableFuture<Optional<Znode>>> once(ZkSession session, boolean repeated) {
        return repeated ? session::read : new BatchedReads(session)::read;
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
        if (underWay < UNDER_WAY) {
            while (!waiting.isEmpty() && next.size() < (toReadSingly > 0 ? 1 : batch)) {
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

    private void send(List<Read> together) {
        if (together.size() == 1) {
            sendSingle(together.get(0));
            return;
        }
        List<Op> reads = together.stream().map(read -> Op.getData(read.path())).toList();
        Futures.whenDone(session.readAll(reads), (results, failure) -> {
            answered(failure == null ? 0 : together.size());
            for (int i = 0; i < together.size(); i++) {
                if (results != null) {
                    answer(together.get(i), results.get(i));
                } else {
                    together.get(i).answer().completeExceptionally(Objects.requireNonNull(failure));
                }
            }
        });
    }

    private void sendSingle(Read read) {
        Futures.whenDone(session.read(read.path()), (znode, failure) -> {
            if (znode != null) {
                answeredSingly(znode.map(found -> found.data().length).orElse(0));
                read.answer().complete(znode);
            } else {
                answered(0);
                read.answer().completeExceptionally(Objects.requireNonNull(failure));
            }
        });
    }

    private void answered(int lost) {
        synchronized (this) {
            underWay--;
            toReadSingly += lost;
        }
        sendOn();
    }

    private void answeredSingly(int size) {
        synchronized (this) {
            underWay--;
            toReadSingly = Math.max(0, toReadSingly - 1);
            batch = Math.max(1, Math.min(batch, MAX_BYTES / Math.max(1, size)));
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
