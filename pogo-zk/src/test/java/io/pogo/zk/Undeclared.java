package io.pogo.zk;

/** Throws what is not declared, as code of languages does that check no exceptions. */
final class Undeclared {
    private Undeclared() {}

    @SuppressWarnings("unchecked")
    static <E extends Exception> void fail(Exception exception) throws E {
        throw (E) exception;
    }
}
