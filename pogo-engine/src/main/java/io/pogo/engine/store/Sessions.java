package io.pogo.engine.store;

import io.pogo.engine.base.Moment;

/** The sessions of one process with the store, one after the other. All on the loop. */
public interface Sessions {
    /** Begins to listen; the store is connected. */
    void open();

    /** Treats the current session as over, until it is proven again. */
    void giveUp(String why);

    /** Ends, and takes back what it has put onto a client that goes on. */
    void close();

    /** The listener for what happens to the sessions. On the loop. */
    interface Listener {
        /** Reports a session that is proven to live, by a request that was sent at this moment. */
        void began(Session session, Moment proven);

        /**
         * Reports that the connection is back with the same session, or that an answer was unclear: everything must be
         * read again.
         */
        void resumed(Session session);

        /** Reports that the connection is away; the session may live. */
        void suspended();

        /** Reports that the session is over, or must be treated as over. */
        void ended(String why);
    }
}
