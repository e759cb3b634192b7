package io.pogo.engine.format;

import io.pogo.engine.base.Printable;

/**
 * What a znode holds is not what Pogo writes there; what the message quotes of it is fit to be shown. Shown and passed
 * over, never thrown through the loop.
 */
public final class BadData extends Exception {
    private static final long serialVersionUID = 1L;

    BadData(String message) {
        super(Printable.of(message));
    }
}
