package io.pogo.zk;

/** Throws what is not declared, as code of languages does that check no exceptions. */
public final class Undeclared {
    private Undeclared() {}

    @SuppressWarnings("unchecked")
    public static <E extends Exception> void fail(Exception exception) throws E {
        throw (E) exception;
    }
}
