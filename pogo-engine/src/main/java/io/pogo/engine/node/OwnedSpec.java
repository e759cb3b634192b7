package io.pogo.engine.node;

import io.pogo.ChildSpec;
import io.pogo.Restart;
import io.pogo.core.ChildPhase;
import io.pogo.core.ChildSignal;
import io.pogo.engine.format.Json;
import io.pogo.engine.lock.ChildLock;
import io.pogo.engine.lock.HeldSpec;
import io.pogo.engine.store.Failures;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests that the owner of a child makes about its spec: checks before the first run, and the write after the
 * last one. A request that was cut short by a lost connection gets no answer: it must be repeated after the reconnect.
 * All on the loop.
 */
final class OwnedSpec {
    private static final Logger log = LoggerFactory.getLogger(OwnedSpec.class);

    /** The owner that makes the requests and receives the answers. */
    interface Owner {
        /** Receives the answer to the request that was made in that phase. */
        void answered(ChildPhase asked, ChildSignal answer);

        /** Reports that the lock is no longer held by this node. */
        void lost(String why);

        /** Reports that the request was refused, and must be repeated some time later. */
        void refused();
    }

    private final NodeServices services;
    private final String id;
    private final Owner owner;
    private CompletableFuture<SpecOwner.Outcome> marking = CompletableFuture.completedFuture(SpecOwner.Outcome.VOID);

    OwnedSpec(NodeServices services, String id, Owner owner) {
        this.services = services;
        this.id = id;
        this.owner = owner;
    }

    /** Checks, once the lock is granted, whether the child may be run. */
    void prepare(HeldSpec held, ChildSpec spec, ChildLock.Grant grant) {
        switch (spec.restart()) {
            case PERMANENT -> owner.answered(ChildPhase.PREPARING, ChildSignal.PREPARED);
            case TRANSIENT -> confirm(held);
            case TEMPORARY -> markStarted(held, grant);
        }
    }

    /**
     * Confirms that the spec still requests the child: the last owner may have removed it right before it released the
     * lock, and then the child must not run, not even for a moment.
     */
    private void confirm(HeldSpec held) {
        services.loop().when(services.specs().present(id), (found, failure) -> {
            if (found != null) {
                boolean wanted = found.filter(held::isToRun).isPresent();
                owner.answered(ChildPhase.PREPARING, wanted ? ChildSignal.PREPARED : ChildSignal.STOP);
            } else {
                failed(failure);
            }
        });
    }

    private void markStarted(HeldSpec held, ChildLock.Grant grant) {
        marking = services.specs().markStarted(held, grant, mark(grant));
        services.loop()
                .when(
                        marking,
                        (outcome, failure) -> answer(
                                ChildPhase.PREPARING, outcome, failure, ChildSignal.PREPARED, ChildSignal.REFUSED));
    }

    private String mark(ChildLock.Grant grant) {
        return services.nodeId() + " " + Json.hex(grant.token());
    }

    /**
     * Takes back the mark of a temporary child that has not run. The mark may still be under way: its answer is awaited
     * first.
     */
    void withdraw(HeldSpec held, ChildSpec spec, ChildLock.Grant grant) {
        if (spec.restart() != Restart.TEMPORARY) {
            owner.answered(ChildPhase.WITHDRAWING, ChildSignal.WITHDRAWN);
            return;
        }
        CompletableFuture<SpecOwner.Outcome> withdrawn = marking.handle((marked, failure) -> marked)
                .thenCompose(marked -> services.specs().withdrawStarted(held, grant, mark(grant)));
        services.loop()
                .when(
                        withdrawn,
                        (outcome, failure) -> answer(
                                ChildPhase.WITHDRAWING,
                                outcome,
                                failure,
                                ChildSignal.WITHDRAWN,
                                ChildSignal.WITHDRAWN));
    }

    /** Records at the spec that the child's work is done. */
    void finish(HeldSpec held, ChildLock.Grant grant) {
        services.loop()
                .when(
                        services.specs().finish(held, grant),
                        (outcome, failure) -> answer(
                                ChildPhase.FINISHING, outcome, failure, ChildSignal.FINISHED, ChildSignal.FINISHED));
    }

    private void answer(
            ChildPhase asked,
            SpecOwner.@Nullable Outcome outcome,
            @Nullable Throwable failure,
            ChildSignal whenDone,
            ChildSignal whenVoid) {
        if (outcome == null) {
            failed(failure);
        } else if (outcome == SpecOwner.Outcome.NOT_OWNER) {
            owner.lost("its lock's znode is gone");
        } else if (outcome == SpecOwner.Outcome.CHANGED) {
            owner.lost("its spec has to be read again");
        } else {
            owner.answered(asked, outcome == SpecOwner.Outcome.DONE ? whenDone : whenVoid);
        }
    }

    private void failed(@Nullable Throwable failure) {
        if (failure != null && !Failures.isLoss(failure)) {
            log.error("{} child {}: access to its spec failed", services.logPrefix(), id, failure);
            owner.refused();
        }
    }
}
