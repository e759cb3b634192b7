package io.pogo.engine.store;

import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher.Event.EventType;

/**
 * Detects losses of the connection that ZooKeeper's client does not report. When the connection goes while a watch is
 * being removed, the client tells the removed watcher first, with the state Disconnected, and then drops the event for
 * everybody else, because that is the state already ({@code ClientCnxn.EventThread.queueEvent} in 3.9.5). The next
 * connection is reported. Nobody has read again what changed in between, and Curator reports neither SUSPENDED nor
 * RECONNECTED.
 *
 * <p>On ZooKeeper's event thread, which reports states in their order.
 */
public final class SwallowedLosses {
    private boolean connected;

    /** Creates a detector for a handle that is not connected yet, or for one that is. */
    public SwallowedLosses(boolean connected) {
        this.connected = connected;
    }

    /** Returns whether this event reports a connection although the loss of the one before was not reported. */
    public boolean isRevealedBy(WatchedEvent event) {
        if (event.getType() != EventType.None) {
            return false;
        }
        switch (event.getState()) {
            case SyncConnected, ConnectedReadOnly -> {
                boolean swallowed = connected;
                connected = true;
                return swallowed;
            }
            case Disconnected, Expired, Closed -> connected = false;
            default -> {}
        }
        return false;
    }
}
