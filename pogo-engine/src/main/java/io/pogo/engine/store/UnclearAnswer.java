package io.pogo.engine.store;

/**
 * An answer that neither grants nor refuses a request, or no answer at all. As after a lost connection, it is unknown
 * if the request was carried out. An overloaded server answers THROTTLEDOP; a server of another version may answer
 * codes that this client does not know.
 */
public final class UnclearAnswer extends Exception {
    private static final long serialVersionUID = 1L;

    public UnclearAnswer(String message) {
        super(message);
    }
}
