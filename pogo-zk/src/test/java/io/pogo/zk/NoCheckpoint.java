package io.pogo.zk;

import io.pogo.Checkpoint;
import java.util.Optional;

/** The checkpoint of a child that has none. */
public final class NoCheckpoint implements Checkpoint {
    @Override
    public Optional<byte[]> load() {
        return Optional.empty();
    }

    @Override
    public void save(byte[] data) {
        throw new UnsupportedOperationException();
    }
}
