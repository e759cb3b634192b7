package io.pogo.engine.lock;

import io.pogo.engine.base.EventLoop;
import io.pogo.engine.base.Futures;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Read;
import io.pogo.engine.store.Refusal;
import io.pogo.engine.store.Reply;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Stamp;
import io.pogo.engine.store.StoreFailure;
import io.pogo.engine.store.Write;
import io.pogo.engine.store.Znode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writer of many small changes in few transactions: changes that are requested in one turn of the loop are written
 * together, up to 100 operations, and a few transactions are under way at a time. Used only on the loop.
 *
 * <p>A transaction is carried out as a whole or not at all. When one is refused, all znodes that its parts depend on
 * are read in one request, and each part decides by their content: so the parts that can be written are written in the
 * next transaction.
 */
final class ClaimWriter {
    private static final Logger log = LoggerFactory.getLogger(ClaimWriter.class);

    /**
     * The greatest number of operations in a transaction. A path has at most a few hundred characters, so a request
     * stays far below ZooKeeper's limit of 1 MB.
     */
    private static final int MAX_OPERATIONS = 100;

    private static final int MAX_IN_FLIGHT = 24;

    /** The number of transactions under way from which on the next one waits until it is full. */
    private static final int HASTY = 2;

    /** The greatest number of parts in a transaction, each with up to three operations. */
    private static final int FULL = MAX_OPERATIONS / 3;

    /** The part of a transaction that belongs to one lock. */
    interface Part {
        /** Returns whether the part is still to be written; called just before the write. */
        boolean isWanted();

        List<Write> operations();

        /** Reports that the part was written, with the results of its operations. */
        void written(List<Optional<Stamp>> results);

        /** Returns the paths of the znodes that decide the next step after a refusal. */
        List<String> grounds();

        /**
         * Reports that the part was not written, with the znodes at the paths from {@link #grounds}; empty where there
         * is none.
         */
        void decide(List<Optional<Znode>> found);

        /** Reports that the outcome of the write, or the reason of its refusal, is unknown. */
        void unsure();

        /** Reports that permission for the write is missing; it must be requested again only after a delay. */
        void denied();
    }

    private final EventLoop loop;
    private final Session session;
    private final Queue<Part> waiting = new ArrayDeque<>();
    private boolean posted;
    private int inFlight;

    ClaimWriter(EventLoop loop, Session session) {
        this.loop = loop;
        this.session = session;
    }

    /** Writes a part together with all others that are requested in this turn. */
    void write(Part part) {
        waiting.add(part);
        if (!posted) {
            posted = true;
            loop.execute(() -> {
                posted = false;
                send();
            });
        }
    }

    /** Runs a task after the delay for requests that were refused because of missing permission. */
    void later(Runnable again) {
        loop.after(Failures.UNTIL_MENDED, again);
    }

    /** Reads the znodes that these parts depend on, and lets each part decide. */
    void look(List<Part> parts) {
        List<List<String>> grounds = parts.stream().map(Part::grounds).toList();
        List<Read> reads =
                grounds.stream().flatMap(List::stream).map(Read::data).toList();
        loop.when(session.readAll(reads), (results, failure) -> {
            if (results != null && results.size() == reads.size()) {
                deal(parts, grounds, results);
            } else {
                parts.forEach(Part::unsure);
            }
        });
    }

    private void send() {
        while (inFlight < (waiting.size() < FULL ? HASTY : MAX_IN_FLIGHT) && !waiting.isEmpty()) {
            List<Part> batch = nextBatch();
            if (!batch.isEmpty()) {
                send(batch);
            }
        }
    }

    private List<Part> nextBatch() {
        List<Part> batch = new ArrayList<>();
        int room = MAX_OPERATIONS;
        while (!waiting.isEmpty() && waiting.peek().operations().size() <= room) {
            Part part = waiting.remove();
            if (part.isWanted()) {
                room -= part.operations().size();
                batch.add(part);
            }
        }
        return batch;
    }

    private void send(List<Part> batch) {
        inFlight++;
        List<List<Write>> operations = batch.stream().map(Part::operations).toList();
        loop.when(session.write(operations.stream().flatMap(List::stream).toList()), (results, failure) -> {
            inFlight--;
            if (results != null) {
                onWritten(batch, operations, results);
            } else {
                onFailure(batch, failure);
            }
            send();
        });
    }

    private static void onWritten(List<Part> batch, List<List<Write>> operations, List<Optional<Stamp>> results) {
        int begin = 0;
        for (int i = 0; i < batch.size(); i++) {
            int end = begin + operations.get(i).size();
            batch.get(i).written(results.subList(begin, end));
            begin = end;
        }
    }

    private void onFailure(List<Part> batch, @Nullable Throwable failure) {
        if (isRefusal(failure)) {
            look(batch);
            return;
        }
        if (failure != null && Failures.isRefusal(failure)) {
            onDenied(batch, Futures.cause(failure));
            return;
        }
        if (failure == null || !Failures.isLoss(failure)) {
            log.error("{} the locks of {} children could not be written", loop.logPrefix(), batch.size(), failure);
        }
        batch.forEach(Part::unsure);
    }

    /** Handles a refusal because of an ACL: only the part concerned is denied, the others are written without it. */
    private void onDenied(List<Part> batch, Throwable failure) {
        int index = failure instanceof StoreFailure refused ? refused.index() : -1;
        int end = 0;
        for (Part part : batch) {
            int begin = end;
            end += part.operations().size();
            if (index < 0 || (begin <= index && index < end)) {
                log.error("{} a lock may not be written: {}", loop.logPrefix(), failure.getMessage());
                part.denied();
            } else {
                write(part);
            }
        }
    }

    /**
     * Returns whether the transaction was refused because of existing, missing or changed znodes, which can be read.
     */
    private static boolean isRefusal(@Nullable Throwable failure) {
        return failure != null
                && Futures.cause(failure) instanceof StoreFailure refused
                && refused.index() >= 0
                && (refused.refusal() == Refusal.EXISTS
                        || refused.refusal() == Refusal.MISSING
                        || refused.refusal() == Refusal.CHILDLESS
                        || refused.refusal() == Refusal.VERSION);
    }

    private static void deal(List<Part> parts, List<List<String>> grounds, List<Reply> replies) {
        int begin = 0;
        for (int i = 0; i < parts.size(); i++) {
            int end = begin + grounds.get(i).size();
            List<Reply> read = replies.subList(begin, end);
            if (read.stream().allMatch(reply -> reply.failure() == null)) {
                parts.get(i).decide(read.stream().map(Reply::znode).toList());
            } else {
                parts.get(i).denied();
            }
            begin = end;
        }
    }
}
