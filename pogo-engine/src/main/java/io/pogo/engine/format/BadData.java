package io.pogo.engine.format;

import io.pogo.engine.base.Printable;

/**
 * The content of a znode that Pogo did not write or cannot read. The content that the message quotes is fit to be
 * shown. Callers show the problem and skip the znode; the exception is never thrown through the loop.
 */
public final class BadData extends Exception {
    private static final long serialVersionUID = 1L;

    BadData(String message) {
        super(Printable.of(message));
    }
}
