package io.pogo.zk.internal.companion;

import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way to the companion of one node: a process to start, or a connection to a companion that is started separately.
 */
public final class CompanionWay {
    /** Opens the link to the companion. */
    public interface Opener {
        /** Opens the link; returns when the companion can be sent sessions. Blocks. */
        CompanionLink open() throws IOException;
    }

    private final Runnable check;
    private final Opener opener;
    private final @Nullable Supplier<String> lastLines;

    /**
     * Creates a way that is not used yet.
     *
     * @param check fails if an error is evident before anything begins
     * @param opener opens the link
     * @param lastLines the last lines of a companion that ends at once; null for a companion that is started
     *     separately, and perhaps later
     */
    public CompanionWay(Runnable check, Opener opener, @Nullable Supplier<String> lastLines) {
        this.check = check;
        this.opener = opener;
        this.lastLines = lastLines;
    }

    /** Fails if an error is evident before anything begins. */
    public void check() {
        check.run();
    }

    /** Returns whether a node may start before its companion, because that is started separately. */
    boolean mayComeLater() {
        return lastLines == null;
    }

    /** Starts it once more, only to see why it ends at once. Blocks. */
    String lastLines() {
        return lastLines == null ? "" : lastLines.get();
    }

    CompanionLink open() throws IOException {
        return opener.open();
    }
}
