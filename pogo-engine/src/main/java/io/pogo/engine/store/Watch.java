package io.pogo.engine.store;

/** The receiver of changes. It is called on a thread of the store's, and passes its work to the loop. */
@FunctionalInterface
public interface Watch {
    /** Reports a change of a znode. */
    void changed(String path, Kind kind);

    /** The kinds of changes. */
    enum Kind {
        CREATED,
        /** The data was written. */
        WRITTEN,
        DELETED,
        /** A child was created or deleted. */
        LISTED,
        /** The connection was lost: changes may be reported late, or never. */
        AWAY
    }
}
