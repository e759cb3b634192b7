package io.pogo.engine.store;

/** The reasons why a store does not do what was asked for. */
public enum Refusal {
    /** The znode is not there, or the one above it. */
    MISSING,
    /** There is a znode already. */
    EXISTS,
    /** The znode has another version. */
    VERSION,
    /** The znode has children. */
    NOT_EMPTY,
    /** The znode above belongs to a session, and so cannot have children. */
    CHILDLESS,
    /** Permission is missing. */
    DENIED,
    /** The authentication failed. */
    UNKNOWN_IDENTITY,
    /** The access list is not valid. */
    BAD_ACCESS_LIST,
    /** The quota is used up. */
    QUOTA,
    /** The connection was lost or no answer came: whether the request was carried out is unknown. */
    LOST,
    /** The session is over or has moved to another connection: whether the request was carried out is unknown. */
    ENDED,
    /** Anything else, or a failure that did not come from the store. */
    OTHER
}
