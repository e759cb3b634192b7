package io.pogo.engine.store;

/** The failure of a request: it was not carried out, or its outcome is unknown. The message is for people. */
public final class StoreFailure extends Exception {
    private static final long serialVersionUID = 1L;
    private final Refusal refusal;
    private final int index;

    /**
     * Creates a failure.
     *
     * @param index the index of the write that was refused in a transaction, or -1 if the request as a whole failed
     */
    public StoreFailure(Refusal refusal, int index, String message) {
        super(message);
        this.refusal = refusal;
        this.index = index;
    }

    /** Returns the reason, in a transaction that of the write that was refused. */
    public Refusal refusal() {
        return refusal;
    }

    /** Returns the index of the write that was refused, or -1 if the request as a whole failed. */
    public int index() {
        return index;
    }
}
