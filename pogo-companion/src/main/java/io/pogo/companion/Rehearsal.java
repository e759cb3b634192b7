package io.pogo.companion;

import java.util.function.Consumer;

/** Rehearses a takeover when the first session is named. */
final class Rehearsal implements Consumer<SessionNotice> {
    private boolean done;

    @Override
    public void accept(SessionNotice notice) {
        if (!done) {
            done = true;
            Takeover.rehearse(notice);
        }
    }
}
