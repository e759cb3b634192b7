package io.pogo.local.internal;

/** The requests that are lost, for tests. Called under the lock of the server, so it must return at once. */
@FunctionalInterface
public interface Faults {
    Faults NONE = (session, path) -> Fate.ANSWERED;

    /** The fates of a request. */
    enum Fate {
        ANSWERED,
        /** The request is not carried out, and the answer is unclear. */
        LOST,
        /** The request is carried out, and the answer is unclear. */
        ANSWER_LOST
    }

    /**
     * Returns what becomes of a request.
     *
     * @param session the id of the session that makes it
     * @param path the path that it is about, the first one of several
     */
    Fate of(long session, String path);
}
