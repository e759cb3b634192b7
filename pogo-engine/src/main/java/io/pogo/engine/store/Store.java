package io.pogo.engine.store;

import io.pogo.engine.base.EventLoop;
import java.time.Duration;

/** A store, as one process reaches it. */
public interface Store {
    /** Returns whether the connection is Pogo's own: then its end is the end of the session. */
    boolean isOurs();

    /** Returns whether the store is in the memory of this JVM: not durable, and not shared with other processes. */
    boolean isLocal();

    /** Returns the place of the store, for messages. */
    String address();

    /** Waits until there is a connection. Blocks. May be called again after a failure. */
    void connect(Duration patience);

    Sessions sessions(EventLoop loop, String owner, String logPrefix, Sessions.Listener listener);

    /** Ends a connection that is Pogo's own. Blocks for a moment. */
    void close(String logPrefix);
}
