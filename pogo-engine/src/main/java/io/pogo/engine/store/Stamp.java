package io.pogo.engine.store;

/**
 * The state of a znode beside its content.
 *
 * @param czxid the transaction that created it: its identity
 * @param mzxid the transaction that last wrote its data
 * @param version the number of writes of its data
 * @param children the number of its children
 * @param childrenVersion the number of creations and deletions of children
 * @param owner the session that it belongs to, 0 if it belongs to none
 * @param createdMillis the time of its creation, on the store's clock
 * @param modifiedMillis the time of the last write of its data, on the store's clock
 */
public record Stamp(
        long czxid,
        long mzxid,
        int version,
        int children,
        int childrenVersion,
        long owner,
        long createdMillis,
        long modifiedMillis) {
    /** The state of a znode of which nothing is known. */
    public static final Stamp UNKNOWN = new Stamp(0, 0, 0, 0, 0, 0, 0, 0);

    /** Returns whether the znode lasts only as long as a session. */
    public boolean isEphemeral() {
        return owner != 0;
    }

    public boolean isPersistent() {
        return owner == 0;
    }
}
