package io.pogo;

import java.util.Optional;

/**
 * A small piece of data that a child keeps from run to run and from node to node: how far it has come. Stored in
 * ZooKeeper, and guarded: what an earlier owner tries to save after it was replaced is refused, in the same transaction
 * that would write it. For more than a few writes a second, or more than 64 KiB, use a store of your own and hand it
 * {@link ChildContext#fencingToken()}.
 *
 * <pre>{@code
 * long position = context.checkpoint().load().map(bytes -> ByteBuffer.wrap(bytes).getLong()).orElse(0L);
 * ...
 * context.checkpoint().save(ByteBuffer.allocate(8).putLong(position).array());
 * }</pre>
 *
 * Terminating the child removes it. The methods block until ZooKeeper has answered, at most for the request timeout,
 * and may be called from any thread.
 */
public interface Checkpoint {
    /** The most bytes that can be saved: 65,536. */
    int MAX_BYTES = 64 * 1024;

    /**
     * What was saved last, by this owner or an earlier one of the same child.
     *
     * @return the data, or empty if nothing was saved
     * @throws UnavailableException if ZooKeeper cannot be reached
     */
    Optional<byte[]> load();

    /**
     * Replaces what was saved.
     *
     * @param data at most 64 KiB; copied
     * @throws IllegalArgumentException if it is larger
     * @throws StaleOwnerException if this owner was replaced or the child was terminated; nothing was written
     * @throws UnavailableException if ZooKeeper cannot be reached; nothing was written
     * @throws IndeterminateException if it cannot be told whether it was written; saving again is safe
     */
    void save(byte[] data);
}
