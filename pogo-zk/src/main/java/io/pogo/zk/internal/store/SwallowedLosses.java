package io.pogo.zk.internal.store;

import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher.Event.EventType;

/**
 * A detector of lost connections that ZooKeeper's client does not report. If the connection is lost while a watch is
 * being removed, the client sends the event with the state Disconnected to the removed watcher first, and then drops it
 * for all other watchers, because the state has not changed ({@code ClientCnxn.EventThread.queueEvent} in 3.9.5). The
 * next connection is reported. Changes made in between have not been read again, and Curator reports neither SUSPENDED
 * nor RECONNECTED.
 *
 * <p>Used on ZooKeeper's event thread, which reports states in their order.
 */
public final class SwallowedLosses {
    private boolean connected;

    /** Creates a detector for a handle that is or is not connected yet. */
    public SwallowedLosses(boolean connected) {
        this.connected = connected;
    }

    /** Returns whether this event reports a connection although the loss of the previous one was not reported. */
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
