package io.pogo.engine.lock;

import io.pogo.engine.base.EventLoop;
import io.pogo.engine.store.Failures;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Watch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The setting of the watches on claims that this node was just granted: one request for all claims of a transaction,
 * which the turn of the loop that granted them collects. A request that is cut short is not repeated here: every claim
 * is read when the connection is back. Used only on the loop.
 */
final class HeldClaims {
    private static final Logger log = LoggerFactory.getLogger(HeldClaims.class);

    private final EventLoop loop;
    private final Session session;
    private final Map<Long, List<ClaimWatch>> waiting = new HashMap<>();

    HeldClaims(EventLoop loop, Session session) {
        this.loop = loop;
        this.session = session;
    }

    /** Watches a claim that this transaction has created. */
    void watch(ClaimWatch claim, long czxid) {
        if (waiting.isEmpty()) {
            loop.execute(this::setAll);
        }
        waiting.computeIfAbsent(czxid, id -> new ArrayList<>()).add(claim);
    }

    private void setAll() {
        Map<Long, List<ClaimWatch>> claims = new HashMap<>(waiting);
        waiting.clear();
        claims.forEach(this::set);
    }

    private void set(long czxid, List<ClaimWatch> claims) {
        Map<String, Watch> watches = new HashMap<>();
        for (ClaimWatch claim : claims) {
            if (!claim.isStopped()) {
                watches.put(claim.path(), claim.watcher());
            }
        }
        if (watches.isEmpty()) {
            return;
        }
        loop.when(session.watchSince(czxid, watches), (set, failure) -> {
            if (failure != null && !Failures.isLoss(failure)) {
                log.error("{} {} claims cannot be watched", loop.logPrefix(), watches.size(), failure);
            }
        });
    }
}
