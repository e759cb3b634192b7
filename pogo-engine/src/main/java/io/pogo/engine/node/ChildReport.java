package io.pogo.engine.node;

import io.pogo.ChildEvent;
import io.pogo.ChildInfo;
import io.pogo.core.ChildPhase;
import io.pogo.engine.format.StoredSpec;
import org.jspecify.annotations.Nullable;

/** Reports the state of one child on this node: in the listing of this node, and to the listeners. */
final class ChildReport {
    private final NodeServices services;
    private final String id;
    private long token;
    private int incarnation;

    ChildReport(NodeServices services, String id) {
        this.services = services;
        this.id = id;
    }

    /** Records the token of the lock that was granted. */
    void owned(long grantedToken) {
        token = grantedToken;
    }

    /** Records the number of the run that was launched. */
    void launched(int nth) {
        incarnation = nth;
    }

    void show(ChildPhase phase, String type, StoredSpec stored, @Nullable String reason) {
        services.listing()
                .put(
                        id,
                        new ChildInfo(
                                id,
                                type,
                                phase.shown(),
                                services.nodeId(),
                                token,
                                incarnation,
                                stored.revision(),
                                reason,
                                stored.set()));
    }

    void hide() {
        services.listing().remove(id);
    }

    void event(ChildEvent.Type type, @Nullable String detail) {
        services.events().emit(new ChildEvent(type, id, services.nodeId(), token, incarnation, detail));
    }
}
