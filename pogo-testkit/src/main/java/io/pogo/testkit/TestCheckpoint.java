package io.pogo.testkit;

import io.pogo.Checkpoint;
import io.pogo.StaleOwnerException;
import java.util.Objects;
import java.util.Optional;

/** A checkpoint in memory, with the limits and refusals of a real one. */
final class TestCheckpoint implements Checkpoint {
    /** The state before the first save, told from an empty save by its identity. */
    static final byte[] NOTHING = new byte[0];

    private final String childId;
    private byte[] saved;
    private boolean stale;

    TestCheckpoint(String childId, byte[] saved) {
        this.childId = childId;
        this.saved = saved;
    }

    /** Returns a copy of data that may be saved. */
    static byte[] checked(String childId, byte[] data) {
        Objects.requireNonNull(data, "data");
        if (data.length > MAX_BYTES) {
            throw new IllegalArgumentException("the checkpoint of " + childId + " has " + data.length
                    + " bytes; at most " + MAX_BYTES + " are allowed");
        }
        return data.clone();
    }

    synchronized void refuse() {
        stale = true;
    }

    @Override
    @SuppressWarnings("ReferenceEquality")
    public synchronized Optional<byte[]> load() {
        return saved == NOTHING ? Optional.empty() : Optional.of(saved.clone());
    }

    @Override
    public synchronized void save(byte[] data) {
        byte[] copy = checked(childId, data);
        if (stale) {
            throw new StaleOwnerException(
                    "the checkpoint of " + childId + " was not saved: the child has another owner", null);
        }
        saved = copy;
    }
}
