package io.pogo;

import java.util.Optional;

/**
 * A small piece of data that a child keeps across runs and nodes, typically its progress. It is stored in ZooKeeper and
 * fenced: a save by an owner that has been replaced is refused, in the same transaction that would write it. For more
 * than a few writes a second, or more than 64 KiB, use a store of your own and pass it
 * {@link ChildContext#fencingToken()}.
 *
 * <pre>{@code
 * long position = context.checkpoint().load().map(bytes -> ByteBuffer.wrap(bytes).getLong()).orElse(0L);
 * ...
 * context.checkpoint().save(ByteBuffer.allocate(8).putLong(position).array());
 * }</pre>
 *
 * Terminating the child removes its checkpoint. The methods block until ZooKeeper has answered, at most for the request
 * timeout, and may be called from any thread.
 */
public interface Checkpoint {
    /** The most bytes that can be saved: 65,536. */
    int MAX_BYTES = 64 * 1024;

    /**
     * Returns the data that was saved last, by this owner or an earlier one of the same child.
     *
     * @return the data, or empty if nothing was saved
     * @throws UnavailableException if ZooKeeper cannot be reached
     */
    Optional<byte[]> load();

    /**
     * Replaces the saved data.
     *
     * @param data the data to save, at most 64 KiB; copied
     * @throws IllegalArgumentException if it is larger
     * @throws StaleOwnerException if this owner was replaced or the child was terminated; nothing was written
     * @throws UnavailableException if ZooKeeper cannot be reached; nothing was written
     * @throws IndeterminateException if it cannot be determined whether the data was written; saving again is safe
     */
    void save(byte[] data);
}
