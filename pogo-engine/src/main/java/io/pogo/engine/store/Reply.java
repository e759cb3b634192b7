package io.pogo.engine.store;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one {@link Read}. Without a failure, a znode that is neither there nor has names is missing.
 *
 * @param znode the content that was read
 * @param names the names of the children that were read
 * @param failure the failure of this read alone, null if it was answered
 */
public record Reply(
        Optional<Znode> znode,
        Optional<List<String>> names,
        @Nullable Exception failure) {
    public static Reply of(Znode znode) {
        return new Reply(Optional.of(znode), Optional.empty(), null);
    }

    public static Reply of(List<String> names) {
        return new Reply(Optional.empty(), Optional.of(names), null);
    }

    public static Reply failed(Exception failure) {
        return new Reply(Optional.empty(), Optional.empty(), failure);
    }

    public static Reply missing() {
        return new Reply(Optional.empty(), Optional.empty(), null);
    }
}
